import { cleanup, fireEvent, render, screen } from '@testing-library/svelte';
import { afterEach, describe, expect, it, vi } from 'vitest';
import Choice from '../../src-renderer/widgets/Choice.svelte';
import Slider from '../../src-renderer/widgets/Slider.svelte';

describe('the widgets', () => {
  afterEach(cleanup);

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

  it('a choice is a named group of radio buttons', async () => {
    const onchange = vi.fn();
    const options = ['Move', 'Keep'].map(label => ({ value: label.toLowerCase(), label }));
    render(Choice, { label: 'Tool', value: 'move', options, onchange });
    expect(screen.getByRole('radiogroup', { name: 'Tool' })).toBeTruthy();
    await fireEvent.click(screen.getByRole('radio', { name: 'Keep' }));
    expect(onchange).toHaveBeenCalledWith('keep');
  });
});
