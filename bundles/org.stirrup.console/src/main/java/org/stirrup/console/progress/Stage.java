package org.stirrup.console.progress;

/** How far a machine's boot is. In the order in which a boot passes them, apart from the last two. */
public enum Stage {
    /** It asked for an address. */
    DISCOVERED("discovered"),
    /** It has an address. */
    ADDRESSED("has address"),
    /** It is fetching the loader's programs. */
    LOADER("loader"),
    /** It read the loader's configuration: a menu, or an order to boot at once. */
    MENU("menu"),
    /** It is fetching a kernel and its RAM disks. */
    KERNEL("kernel"),
    /** What it booted fetches from the content tree. */
    INSTALLER("installer files"),
    /** Its installer reported that it works. */
    INSTALLING("installing"),
    /** Its installer reported the end. */
    INSTALLED("installed"),
    /** Nothing installed can start it. */
    NO_LOADER("no loader"),
    /** Its address was refused, or its installer reported a failure. */
    FAILED("failed");

    private final String title;

    Stage(String title) {
        this.title = title;
    }

    /** For people, lower case. */
    public String title() {
        return title;
    }

    /** Not yet sent anything. */
    boolean early() {
        return compareTo(ADDRESSED) <= 0;
    }

    /** Stands still until the machine asks anew. */
    boolean stuck() {
        return this == NO_LOADER || this == FAILED;
    }

    /** Known from the installer itself, which a transfer does not contradict. */
    boolean reported() {
        return this == INSTALLING || this == INSTALLED;
    }
}
