package org.stirrup.ftp.tree;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.apache.ftpserver.ftplet.FtpFile;
import org.stirrup.api.content.ContentEntry;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Resource;
import org.stirrup.api.content.ResourcePath;

/** A path of the content tree as FtpServer wants to see it. Nothing can be written, made or moved. */
final class TreeFile implements FtpFile {
    private final TreeView view;
    private final ResourcePath path;
    private final Lookup lookup;

    TreeFile(TreeView view, ResourcePath path, Lookup lookup) {
        this.view = view;
        this.path = path;
        this.lookup = lookup;
    }

    @Override
    public String getAbsolutePath() {
        return path.toString();
    }

    @Override
    public String getName() {
        return path.isRoot() ? "/" : path.name();
    }

    @Override
    public boolean isHidden() {
        return false;
    }

    @Override
    public boolean isDirectory() {
        return lookup instanceof Lookup.Folder;
    }

    @Override
    public boolean isFile() {
        return lookup instanceof Lookup.Found;
    }

    @Override
    public boolean doesExist() {
        return isFile() || isDirectory();
    }

    @Override
    public boolean isReadable() {
        return doesExist();
    }

    @Override
    public boolean isWritable() {
        return false;
    }

    @Override
    public boolean isRemovable() {
        return false;
    }

    @Override
    public String getOwnerName() {
        return "ftp";
    }

    @Override
    public String getGroupName() {
        return "ftp";
    }

    @Override
    public int getLinkCount() {
        return isDirectory() ? 2 : 1;
    }

    @Override
    public long getLastModified() {
        return lookup instanceof Lookup.Found found
                ? found.resource().modified().toEpochMilli()
                : view.modified(path).toEpochMilli();
    }

    @Override
    public boolean setLastModified(long time) {
        return false;
    }

    @Override
    public long getSize() {
        return lookup instanceof Lookup.Found found ? found.resource().size() : 0;
    }

    @Override
    public Object getPhysicalFile() {
        return path;
    }

    @Override
    public boolean mkdir() {
        return false;
    }

    @Override
    public boolean delete() {
        return false;
    }

    @Override
    public boolean move(FtpFile destination) {
        return false;
    }

    @Override
    public List<? extends FtpFile> listFiles() {
        return view.list(path).stream()
                .map(ContentEntry::name)
                .map(name -> view.file(path.resolve(name)))
                .toList();
    }

    @Override
    public OutputStream createOutputStream(long offset) throws IOException {
        throw new IOException("the content tree cannot be written");
    }

    @Override
    public InputStream createInputStream(long offset) throws IOException {
        if (lookup instanceof Lookup.Found found) {
            return Resource.stream(found.resource().open(), offset);
        }
        throw new FileNotFoundException(path.toString());
    }
}
