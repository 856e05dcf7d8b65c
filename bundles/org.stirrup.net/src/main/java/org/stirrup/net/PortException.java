package org.stirrup.net;

import java.io.IOException;

/** A port could not be opened. The message names the port, the link, the cause and, if known, the process in the way. */
public final class PortException extends IOException {
    private static final long serialVersionUID = 1L;

    public PortException(String message, Throwable cause) {
        super(message, cause);
    }
}
