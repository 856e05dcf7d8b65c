package org.stirrup.dhcp.subnet;

/**
 * How much is taken from clients, so that one that floods costs the others nothing.
 *
 * @param messagesPerClient messages a second of one hardware address; twice as many at once
 * @param newClients clients a second that were never given an address, on one link or behind one relay agent; ten times
 *     as many at once. Beyond it, a new client is answered when it asks again, as every real one does
 */
public record Limits(int messagesPerClient, int newClients) {}
