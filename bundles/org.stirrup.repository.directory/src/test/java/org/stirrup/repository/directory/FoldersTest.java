package org.stirrup.repository.directory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;
import org.stirrup.api.check.Finding;
import org.stirrup.api.content.Lookup;
import org.stirrup.api.content.Repository;
import org.stirrup.api.content.ResourcePath;
import org.stirrup.testkit.osgi.FakeFramework;

/** The two components: the user's own files, and one folder for each configuration. */
class FoldersTest {
    @TempDir
    Path home;

    private FakeFramework framework;

    @BeforeEach
    void makeFramework() {
        framework = new FakeFramework(home);
    }

    @Test
    void theUsersFilesAreAtTheRootBeforeAllOthers() throws Exception {
        UserFiles files = new UserFiles(framework.context());
        assertEquals(
                List.of("the folder " + home.resolve("files") + " does not exist: nothing of it is shown"),
                files.findings().stream().map(Finding::message).toList());
        Files.createDirectory(home.resolve("files"));
        Files.writeString(home.resolve("files/a"), "x");
        assertEquals(List.of(), files.findings());
        assertEquals(Optional.of(""), framework.property(Repository.class, Repository.MOUNT));
        assertEquals(Optional.of(1000), framework.property(Repository.class, Constants.SERVICE_RANKING));
        Lookup found = framework.service(Repository.class).orElseThrow().find(ResourcePath.of("a"));
        assertInstanceOf(Lookup.Found.class, found);
        files.stop();
        assertEquals(Optional.empty(), framework.service(Repository.class));
    }

    @Test
    void aConfiguredFolderIsMountedAndMoved() throws Exception {
        Files.createDirectory(home.resolve("extras"));
        ConfiguredFolder folder = configured(Map.of("folder", "extras", "mount", "/pub/extras/", "ranking", "7"));
        assertEquals(List.of(), folder.findings());
        assertEquals(Optional.of("pub/extras"), framework.property(Repository.class, Repository.MOUNT));
        assertEquals(Optional.of(7), framework.property(Repository.class, Constants.SERVICE_RANKING));
        folder.configure(config(Map.of("folder", home.resolve("extras").toString(), "mount", "other")), Map.of());
        assertEquals(Optional.of("other"), framework.property(Repository.class, Repository.MOUNT));
        folder.stop();
        assertEquals(Optional.empty(), framework.service(Repository.class));
    }

    @Test
    void wrongValuesAreNamedAndWhatWasInForceStays() throws Exception {
        Files.createDirectory(home.resolve("extras"));
        ConfiguredFolder folder = configured(Map.of("folder", "extras", "mount", "pub/extras"));
        folder.configure(
                config(Map.of("mount", "../x", "ranking", "high")),
                Map.of("felix.fileinstall.filename", "file:/srv/etc/org.stirrup.repository.directory-x.cfg"));
        assertEquals(
                List.of(
                        "folder is not given",
                        "mount=../x: path has a '..' segment",
                        "ranking=high: is no whole number"),
                folder.findings().stream().map(Finding::message).toList());
        assertEquals(
                "/srv/etc/org.stirrup.repository.directory-x.cfg",
                folder.findings().get(0).source());
        assertEquals(Optional.of("pub/extras"), framework.property(Repository.class, Repository.MOUNT));
        folder.configure(config(Map.of("folder", "extras", "mount", "pub/extras")), Map.of());
        assertEquals(List.of(), folder.findings());
        folder.stop();
    }

    @Test
    void aWrongFirstConfigurationMountsNothing() {
        ConfiguredFolder folder = configured(Map.of());
        assertEquals(1, folder.findings().size());
        assertEquals(Optional.empty(), framework.service(Repository.class));
        folder.stop();
    }

    private ConfiguredFolder configured(Map<String, String> values) {
        return new ConfiguredFolder(framework.context(), config(values), Map.of());
    }

    private static ConfiguredFolder.Config config(Map<String, String> values) {
        return (ConfiguredFolder.Config) Proxy.newProxyInstance(
                ConfiguredFolder.Config.class.getClassLoader(),
                new Class<?>[] {ConfiguredFolder.Config.class},
                (self, method, none) -> values.getOrDefault(method.getName(), (String) method.getDefaultValue()));
    }
}
