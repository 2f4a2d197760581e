/** The name of the workspace that comes with the console. */
export const SAMPLE_WORKSPACE = 'sample'
