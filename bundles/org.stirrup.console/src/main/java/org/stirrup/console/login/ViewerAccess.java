package org.stirrup.console.login;

import java.io.IOException;

/** The password of those who may look and change nothing. */
public interface ViewerAccess {
    /** Whether there is one. */
    boolean isOpen();

    /**
     * Puts another one in force; the one before is out with the next request.
     *
     * @return the password, which is kept nowhere but as its hash
     * @throws IOException when that cannot be saved
     */
    String make() throws IOException;

    /** Nobody gets in as a viewer any more. @throws IOException when that cannot be saved */
    void close() throws IOException;
}
