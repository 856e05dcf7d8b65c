package org.stirrup.ftp.tree;

import java.time.Instant;
import java.util.List;
import org.apache.ftpserver.ftplet.FileSystemView;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpFile;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Requester;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.api.journal.BootEvent;

/** The content tree as one logged-in client sees it, with its working directory. The tree's root is its home. */
public final class TreeView implements FileSystemView {
    private final ContentTree tree;
    private final Journal journal;
    private volatile Requester requester;
    private volatile ResourcePath working = ResourcePath.ROOT;

    /** Nothing can be looked up before {@link #shownTo}. */
    public TreeView(ContentTree tree, Journal journal) {
        this.tree = tree;
        this.journal = journal;
    }

    public void shownTo(Requester client) {
        requester = client;
    }

    public ResourcePath working() {
        return working;
    }

    public Requester requester() {
        return requester;
    }

    public Lookup find(ResourcePath path) {
        return tree.find(path, requester);
    }

    public List<ContentEntry> list(ResourcePath folder) {
        return tree.list(folder, requester);
    }

    /** When a path was last changed, as its folder's listing says; the epoch when it says nothing. */
    public Instant modified(ResourcePath path) {
        return list(path.parent()).stream()
                .filter(entry -> entry.name().equals(path.name()))
                .map(ContentEntry::modified)
                .findFirst()
                .orElse(Instant.EPOCH);
    }

    TreeFile file(ResourcePath path) {
        return new TreeFile(this, path, find(path));
    }

    @Override
    public FtpFile getHomeDirectory() {
        return new TreeFile(this, ResourcePath.ROOT, new Lookup.Folder());
    }

    /** Also when the folder is gone meanwhile: PWD then still says where the client stands. */
    @Override
    public FtpFile getWorkingDirectory() {
        return new TreeFile(this, working, new Lookup.Folder());
    }

    @Override
    public boolean changeWorkingDirectory(String asked) {
        ResourcePath path;
        try {
            path = FtpPath.folder(working, asked);
        } catch (IllegalArgumentException e) {
            journal.refused(requester, "CWD " + asked, e.getMessage());
            return false;
        }
        Lookup lookup = find(path);
        if (lookup instanceof Lookup.Folder) {
            working = path;
            return true;
        }
        if (!(lookup instanceof Lookup.Found)) {
            journal.missed(requester, path, lookup);
        }
        return false;
    }

    /** @throws FtpException for a path out of the tree; FtpServer answers 550 */
    @Override
    public FtpFile getFile(String asked) throws FtpException {
        try {
            return file(FtpPath.resolve(working, asked));
        } catch (IllegalArgumentException e) {
            journal.record(BootEvent.Kind.REFUSED, requester, asked + ": " + e.getMessage());
            throw new FtpException(e.getMessage(), e);
        }
    }

    @Override
    public boolean isRandomAccessible() {
        return true;
    }

    @Override
    public void dispose() {
        // Holds nothing open.
    }
}
