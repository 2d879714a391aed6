/** The part of the JPEG XL decoder in use; its own types need browser types that Node projects do not have. */
declare module '@jsquash/jxl/decode.js' {
  interface WasmModuleOptions {
    readonly instantiateWasm: (imports: object, done: (instance: WebAssembly.Instance) => void) => object;
  }
  export function init(options: WasmModuleOptions): Promise<unknown>;
  const decode: (
    file: ArrayBuffer,
  ) => Promise<{ readonly data: Uint8ClampedArray; readonly width: number; readonly height: number }>;
  // biome-ignore lint/style/noDefaultExport: it is what the package exports
  export default decode;
}

declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: object;
  }
}
