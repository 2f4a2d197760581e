/** The only IPC channel there is: it carries one MessagePort, from the preload script to the main process. */
export const BRIDGE_CHANNEL = 'castellan:port'

/** What the page posts to itself when it is ready to receive its port. */
export const BRIDGE_REQUEST = 'castellan:connect'
