/**
 * Sending a file, as a state machine: what to send next, when again, when it is over (RFC 1350, 2348, 2349, 7440).
 * Time is passed in and datagrams go to a function, so that loss and reordering are tested without a network.
 */
package org.stirrup.tftp.transfer;
