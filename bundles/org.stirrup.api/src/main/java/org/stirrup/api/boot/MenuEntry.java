package org.stirrup.api.boot;

import java.util.List;
import java.util.stream.Stream;
import org.stirrup.api.content.ResourcePath;

/**
 * One choice of a boot menu. A loader renders the kinds it can and says of the others that it cannot.
 */
public sealed interface MenuEntry {
    /** Its names, and how it may be chosen. */
    Label label();

    /** The same entry with other names. */
    MenuEntry with(Label label);

    /** Paths in the content tree of all that the machine loads; a submenu's are its entries' own. */
    default List<ResourcePath> files() {
        return List.of();
    }

    /** See {@link Label#id}. */
    default String id() {
        return label().id();
    }

    /** See {@link Label#title}. */
    default String title() {
        return label().title();
    }

    /**
     * A Linux kernel with its initial RAM disks.
     *
     * @param kernel path in the content tree
     * @param initrds paths in the content tree, loaded in this order
     * @param arguments kernel command line without the initrd argument, which is the loader's to write
     */
    record Linux(Label label, ResourcePath kernel, List<ResourcePath> initrds, List<String> arguments)
            implements MenuEntry {
        public Linux {
            initrds = List.copyOf(initrds);
            arguments = List.copyOf(arguments);
        }

        public Linux(String id, String title, ResourcePath kernel, List<ResourcePath> initrds, List<String> arguments) {
            this(new Label(id, title), kernel, initrds, arguments);
        }

        @Override
        public Linux with(Label label) {
            return new Linux(label, kernel, initrds, arguments);
        }

        @Override
        public List<ResourcePath> files() {
            return Stream.concat(Stream.of(kernel), initrds.stream()).toList();
        }
    }

    /**
     * Another boot program in place of the loader.
     *
     * @param program path in the content tree
     */
    record Chain(Label label, ResourcePath program) implements MenuEntry {
        public Chain(String id, String title, ResourcePath program) {
            this(new Label(id, title), program);
        }

        @Override
        public Chain with(Label label) {
            return new Chain(label, program);
        }

        @Override
        public List<ResourcePath> files() {
            return List.of(program);
        }
    }

    /**
     * Windows PE, which wimboot (ipxe.org/wimboot) starts.
     *
     * @param program wimboot itself, a path in the content tree
     * @param contents what it finds, in the order in which they are loaded
     */
    record WindowsPe(Label label, ResourcePath program, List<NamedFile> contents) implements MenuEntry {
        /**
         * A file under the name by which it is looked for, whatever it is called in the content tree.
         *
         * @param name {@code boot.wim}; letters, digits, dot, dash, underscore
         */
        public record NamedFile(String name, ResourcePath file) {
            public NamedFile {
                if (!name.matches("[A-Za-z0-9._-]+")) {
                    throw new IllegalArgumentException("'" + name + "' has more than letters, digits, . _ -");
                }
            }
        }

        public WindowsPe {
            contents = List.copyOf(contents);
        }

        @Override
        public WindowsPe with(Label label) {
            return new WindowsPe(label, program, contents);
        }

        @Override
        public List<ResourcePath> files() {
            return Stream.concat(Stream.of(program), contents.stream().map(NamedFile::file))
                    .toList();
        }
    }

    /** Go on to the machine's own disk. */
    record LocalDisk(Label label) implements MenuEntry {
        public LocalDisk(String id, String title) {
            this(new Label(id, title));
        }

        @Override
        public LocalDisk with(Label label) {
            return new LocalDisk(label);
        }
    }

    /** A menu within the menu. */
    record Submenu(Label label, List<MenuEntry> entries) implements MenuEntry {
        public Submenu {
            entries = List.copyOf(entries);
        }

        public Submenu(String id, String title, List<MenuEntry> entries) {
            this(new Label(id, title), entries);
        }

        @Override
        public Submenu with(Label label) {
            return new Submenu(label, entries);
        }
    }

    /**
     * What would be offered and cannot be now. A loader shows it so that nobody can choose it, or leaves it out, and
     * gives the reason.
     *
     * @param because for a person: "pub/tools/vmlinuz: no such file"
     */
    record Unavailable(Label label, String because) implements MenuEntry {
        @Override
        public Unavailable with(Label label) {
            return new Unavailable(label, because);
        }
    }
}
