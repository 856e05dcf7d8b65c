package org.stirrup.iso9660;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/** One way from the root to a path, following symbolic links inside the image. */
final class Walk {
    private static final int MOST_LINKS = 40; // as Linux
    private static final int DEEPEST = 255;

    private final FolderCache folders;
    private final NameSpace names;
    private final List<IsoEntry.Folder> way = new ArrayList<>();
    private final Deque<String> ahead;
    private int links;

    Walk(FolderCache folders, NameSpace names, IsoEntry.Folder root, List<String> path) {
        this.folders = folders;
        this.names = names;
        this.way.add(root);
        this.ahead = new ArrayDeque<>(path);
    }

    IsoLookup go() throws IOException {
        while (!ahead.isEmpty()) {
            String segment = ahead.pop();
            if (segment.isEmpty() || segment.equals(".")) {
                continue;
            }
            if (segment.equals("..")) {
                if (way.size() == 1) {
                    return new IsoLookup.Refused("the path leads out of the image");
                }
                way.remove(way.size() - 1);
                continue;
            }
            IsoEntry entry = folders.of(here()).get(names.asked(segment));
            IsoLookup end = null;
            if (entry == null) {
                end = new IsoLookup.Absent("there is no '" + segment + "' in " + place());
            } else if (entry instanceof IsoEntry.Folder folder) {
                enter(folder);
            } else if (entry instanceof IsoEntry.Link link) {
                end = follow(link);
            } else if (entry instanceof IsoEntry.Special special) {
                end = new IsoLookup.Refused("'" + segment + "' is not readable here: " + special.because());
            } else if (entry instanceof IsoEntry.Broken broken) {
                throw new IsoException("'" + segment + "' in " + place() + ": " + broken.because(), broken.offset());
            } else if (entry instanceof IsoEntry.File file) {
                end = ahead.isEmpty()
                        ? new IsoLookup.File(file)
                        : new IsoLookup.Absent("'" + segment + "' in " + place() + " is a file");
            }
            if (end != null) {
                return end;
            }
        }
        return new IsoLookup.Folder(here(), Collections.unmodifiableList(way));
    }

    private void enter(IsoEntry.Folder folder) throws IsoException {
        if (way.stream().anyMatch(above -> above.offset() == folder.offset())) {
            throw new IsoException("folder '" + folder.name() + "' in " + place() + " holds itself", folder.offset());
        }
        if (way.size() > DEEPEST) {
            throw new IsoException("folders more than " + DEEPEST + " deep", folder.offset());
        }
        way.add(folder);
    }

    /** Null when the walk goes on at the link's target. */
    private IsoLookup follow(IsoEntry.Link link) {
        String what = "symbolic link '" + link.name() + "' in " + place();
        if (link.target().startsWith("/")) {
            return leadsOut(what, link);
        }
        if (link.target().isEmpty()) {
            return new IsoLookup.Absent(what + " leads nowhere");
        }
        if (++links > MOST_LINKS) {
            return new IsoLookup.Refused(
                    what + " is one of more than " + MOST_LINKS + " on the way: they go in circles");
        }
        List<String> target = Arrays.asList(link.target().split("/"));
        if (leavesImage(target)) {
            return leadsOut(what, link);
        }
        for (int i = target.size() - 1; i >= 0; i--) {
            ahead.push(target.get(i));
        }
        return null;
    }

    private static IsoLookup leadsOut(String what, IsoEntry.Link link) {
        String target = IsoException.printable(link.target());
        return new IsoLookup.Refused(what + " leads to " + target + ", out of the image");
    }

    /** Whether it climbs past the root at its start; a climb later on shows when it is walked. */
    private boolean leavesImage(List<String> target) {
        int depth = way.size() - 1;
        for (String segment : target) {
            if (!segment.equals("..")) {
                return false;
            }
            if (--depth < 0) {
                return true;
            }
        }
        return false;
    }

    private IsoEntry.Folder here() {
        return way.get(way.size() - 1);
    }

    private String place() {
        StringBuilder place = new StringBuilder("/");
        for (IsoEntry.Folder folder : way.subList(1, way.size())) {
            place.append(folder.name()).append('/');
        }
        return IsoException.printable(place.toString());
    }
}
