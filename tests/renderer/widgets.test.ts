import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createRawSnippet } from 'svelte';
import IconButton from '../../src-renderer/chrome/IconButton.svelte';
import Choice from '../../src-renderer/widgets/Choice.svelte';
import Select from '../../src-renderer/widgets/Select.svelte';
import Slider from '../../src-renderer/widgets/Slider.svelte';

describe('the widgets', () => {
  afterEach(cleanup);

  it('a button that cannot be pressed just now keeps the focus, and does nothing', async () => {
    const onclick = vi.fn();
    const children = createRawSnippet(() => ({ render: () => '<svg></svg>' }));
    const { rerender } = render(IconButton, { label: 'Undo', onclick, children });
    const button = screen.getByRole('button', { name: 'Undo' });
    button.focus();
    await fireEvent.click(button);
    await rerender({ disabled: true });
    await fireEvent.click(button);
    expect(onclick).toHaveBeenCalledOnce();
    expect([document.activeElement, button.getAttribute('aria-disabled')]).toEqual([button, 'true']);
  });

  it('a slider tells every move, and the end of a drag once', async () => {
    const oninput = vi.fn();
    const onchange = vi.fn();
    render(Slider, { label: 'Blur', value: 50, min: 0, max: 100, oninput, onchange });
    const slider = screen.getByRole('slider', { name: 'Blur' });
    await fireEvent.pointerDown(slider);
    for (const value of ['60', '70']) await fireEvent.input(slider, { target: { value } });
    await fireEvent.change(slider);
    expect(oninput.mock.calls).toEqual([[60], [70]]);
    expect(onchange.mock.calls).toEqual([[70, false]]);
  });

  it('a slider says when a key moved it', async () => {
    const onchange = vi.fn();
    render(Slider, { label: 'Blur', value: 50, min: 0, max: 100, oninput: vi.fn(), onchange });
    const slider = screen.getByRole('slider');
    await fireEvent.keyDown(slider, { key: 'ArrowRight' });
    await fireEvent.change(slider);
    expect(onchange.mock.calls).toEqual([[50, true]]);
  });

  it('a slider’s number can be typed: kept within its ends, and one step', async () => {
    const oninput = vi.fn();
    const onchange = vi.fn();
    render(Slider, { label: 'Blur', value: 50, min: 0, max: 100, oninput, onchange });
    const field = screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Value', description: 'Blur' });
    await fireEvent.change(field, { target: { value: '250' } });
    expect(oninput.mock.calls).toEqual([[100]]);
    expect(onchange.mock.calls).toEqual([[100, false]]);
    await fireEvent.change(field, { target: { value: '' } });
    expect(field.value).toBe('50');
    expect(onchange).toHaveBeenCalledOnce();
  });

  it('Escape ends the typing as if nothing was typed', async () => {
    const onchange = vi.fn();
    render(Slider, { label: 'Blur', value: 50, min: 0, max: 100, oninput: vi.fn(), onchange });
    const field = screen.getByRole<HTMLInputElement>('spinbutton');
    await fireEvent.input(field, { target: { value: '7' } });
    await fireEvent.keyDown(field, { key: 'Escape' });
    expect(field.value).toBe('50');
    expect(onchange).not.toHaveBeenCalled();
  });

  it('a select tells what was chosen, and shows what cannot be', async () => {
    const onchange = vi.fn();
    const options = [
      { value: 'jpeg', label: 'JPEG', disabled: true },
      { value: 'png', label: 'PNG' },
      { value: 'webp', label: 'WEBP' },
    ];
    render(Select, { label: 'Format', value: 'png', options, onchange });
    expect(screen.getByRole<HTMLOptionElement>('option', { name: 'JPEG' }).disabled).toBe(true);
    await fireEvent.change(screen.getByRole('combobox', { name: 'Format' }), { target: { value: 'webp' } });
    expect(onchange).toHaveBeenCalledWith('webp');
  });

  it('a choice is a named group of radio buttons', async () => {
    const onchange = vi.fn();
    const options = ['Move', 'Keep'].map(label => ({ value: label.toLowerCase(), label }));
    render(Choice, { label: 'Tool', value: 'move', options, onchange });
    expect(screen.getByRole('radiogroup', { name: 'Tool' })).toBeTruthy();
    await fireEvent.click(screen.getByRole('radio', { name: 'Keep' }));
    expect(onchange).toHaveBeenCalledWith('keep');
  });
});
