/**
 * What the socket speaks. A server speaks this and the one before; a client below may read and is asked to update.
 * 1: commands, scopes, presence (November 2026).
 */
export const PROTOCOL_VERSION = 1;
