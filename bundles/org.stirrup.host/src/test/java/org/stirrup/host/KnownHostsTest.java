package org.stirrup.host;

import java.nio.file.Path;
import java.time.InstantSource;
import org.junit.jupiter.api.io.TempDir;
import org.stirrup.api.host.HostDirectory;
import org.stirrup.testkit.host.HostDirectoryContract;

class KnownHostsTest extends HostDirectoryContract {
    @TempDir
    Path folder;

    @Override
    protected HostDirectory open() throws Exception {
        return KnownHosts.open(folder.resolve("data/hosts.txt"), InstantSource.system(), 1000);
    }

    @Override
    protected void close(HostDirectory directory) throws Exception {
        ((KnownHosts) directory).close();
    }
}
