/** The version that pages show and bug reports name: the package's own. */
export const ENGINE_VERSION = '0.1.0';
