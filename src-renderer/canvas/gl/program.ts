/** A linked shader program, with its uniforms by name. */
export interface Program {
  readonly program: WebGLProgram;
  readonly at: Readonly<Record<string, WebGLUniformLocation | null>>;
}

/** @param attributes bound to locations 0, 1, … in this order */
export function linkProgram(
  gl: WebGL2RenderingContext,
  vertex: string,
  fragment: string,
  attributes: readonly string[] = [],
): Program {
  const program = gl.createProgram();
  gl.attachShader(program, compile(gl, gl.VERTEX_SHADER, vertex));
  gl.attachShader(program, compile(gl, gl.FRAGMENT_SHADER, fragment));
  attributes.forEach((name, i) => gl.bindAttribLocation(program, i, name));
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS) && !gl.isContextLost())
    throw new Error(`A shader program does not link: ${gl.getProgramInfoLog(program) ?? ''}`);
  return { program, at: uniformsOf(gl, program) };
}

function compile(gl: WebGL2RenderingContext, kind: number, source: string): WebGLShader {
  const shader = gl.createShader(kind)!;
  gl.shaderSource(shader, source);
  gl.compileShader(shader);
  if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS) && !gl.isContextLost())
    throw new Error(`A shader does not compile: ${gl.getShaderInfoLog(shader) ?? ''}`);
  return shader;
}

function uniformsOf(gl: WebGL2RenderingContext, program: WebGLProgram): Program['at'] {
  const at: Record<string, WebGLUniformLocation | null> = {};
  const count = Number(gl.getProgramParameter(program, gl.ACTIVE_UNIFORMS) ?? 0);
  for (let i = 0; i < count; i++) {
    const name = gl.getActiveUniform(program, i)?.name ?? '';
    at[name.replace('[0]', '')] = gl.getUniformLocation(program, name);
  }
  return at;
}
