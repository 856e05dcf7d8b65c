package org.stirrup.features.install;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.stirrup.api.check.Finding;
import org.stirrup.features.swap.Transfers;

class FeatureInstallerTest {
    @TempDir
    Path folder;

    private final FakeConfigurations configurations = new FakeConfigurations();
    private TestFramework framework;

    @BeforeEach
    void start() throws Exception {
        framework = new TestFramework(folder);
        for (String name : List.of("a", "b", "shared")) {
            framework.bundle(name);
        }
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    @Test
    void whatLiesThereAtTheStartIsInstalledAndStarted() throws Exception {
        framework.write("one", "a", "shared");
        framework.write("two", "b");
        FeatureInstaller installer = framework.installer(configurations);
        assertEquals(List.of("a", "b", "shared"), framework.bundles());
        assertEquals(List.of(), installer.findings());
    }

    @Test
    void aSharedBundleStaysUntilTheLastFeatureThatWantsItIsGone() throws Exception {
        FeatureInstaller installer = framework.installer(configurations);
        File one = framework.write("one", "a", "shared");
        File two = framework.write("two", "b", "shared");
        installer.install(one);
        installer.install(two);
        assertEquals(List.of("a", "b", "shared"), framework.bundles());

        remove(installer, one);
        assertEquals(List.of("b", "shared"), framework.bundles());
        remove(installer, two);
        assertEquals(List.of(), framework.bundles());
    }

    @Test
    void anEditChangesOnlyTheDifference() throws Exception {
        FeatureInstaller installer = framework.installer(configurations);
        installer.install(framework.write("one", "a", "shared"));
        Bundle shared = framework.find("shared");
        List<String> events = events();
        installer.update(framework.write("one", "b", "shared"));
        assertEquals(List.of("b", "shared"), framework.bundles());
        assertSame(shared, framework.find("shared"));
        assertTrue(events.stream().noneMatch(event -> event.startsWith("shared")), events.toString());
    }

    @Test
    void aBrokenEditIsFoundAndLeavesTheFormerInForce() throws Exception {
        FeatureInstaller installer = framework.installer(configurations);
        installer.install(framework.write("one", "a"));
        installer.install(framework.write("two", "b"));
        Path one = framework.features.resolve("one.feature.json");

        Files.writeString(one, "{ \"id\": ");
        installer.update(one.toFile());
        assertEquals(List.of("a", "b"), framework.bundles());
        Finding finding = installer.findings().get(0);
        assertEquals("features/one.feature.json", finding.source());
        assertTrue(finding.message().contains("org.example:one:1.0 stays in force"), finding.message());

        installer.update(framework.write("one", "a"));
        assertEquals(List.of(), installer.findings());
    }

    @Test
    void aBundleThatIsNotThereIsNamedAndNothingOfItsFeatureInstalled() throws Exception {
        FeatureInstaller installer = framework.installer(configurations);
        installer.install(framework.write("one", "a", "nowhere"));
        assertEquals(List.of(), framework.bundles());
        Finding finding = installer.findings().get(0);
        assertEquals(Finding.Severity.ERROR, finding.severity());
        assertTrue(finding.message().contains("org.example:nowhere:1.0"), finding.message());
    }

    @Test
    void aBundleWithoutWhatItNeedsIsNamedAndStartsWhenThatComes() throws Exception {
        FeatureInstaller installer = framework.installer(configurations);
        framework.bundle("library", "Export-Package: org.example.library");
        framework.bundle("user", "Import-Package: org.example.library");
        installer.install(framework.write("one", "a", "user"));
        assertEquals(List.of("a", "user not active"), framework.bundles());
        assertTrue(
                installer.findings().get(0).message().contains("org.example:user:1.0"),
                installer.findings().toString());

        installer.install(framework.write("two", "library"));
        assertEquals(List.of("a", "library", "user"), framework.bundles());
        assertEquals(List.of(), installer.findings());
    }

    @Test
    void whoUsesARemovedBundleIsNotStopped() throws Exception {
        FeatureInstaller installer = framework.installer(configurations);
        framework.bundle("library", "Export-Package: org.example.library");
        framework.bundle("user", "Import-Package: org.example.library;resolution:=optional");
        File library = framework.write("library", "library", "b");
        installer.install(library);
        installer.install(framework.write("user", "user"));
        List<String> events = events();
        remove(installer, library);
        assertEquals(List.of("user"), framework.bundles());
        assertTrue(events.stream().noneMatch(event -> event.startsWith("user")), events.toString());
    }

    @Test
    void aRestartKeepsTheBundlesAndSeesWhatWasDeletedMeanwhile() throws Exception {
        framework.write("one", "a", "shared");
        File two = framework.write("two", "b", "shared");
        framework.installer(configurations);
        long id = framework.find("shared").getBundleId();
        framework.close();

        Files.delete(two.toPath());
        framework = new TestFramework(folder);
        FeatureInstaller again = framework.installer(configurations);
        assertEquals(List.of("a", "shared"), framework.bundles());
        assertEquals(id, framework.find("shared").getBundleId());
        assertEquals(
                List.of("core.feature.json", "one.feature.json"),
                again.features().stream().map(FeatureState::file).toList());
    }

    @Test
    void bundlesThatNoFeatureBroughtAreLeftAlone() throws Exception {
        framework.ownBundle("own");
        Path elsewhere = folder.resolve("elsewhere.jar");
        Files.copy(framework.features.resolve("org/example/own/1.0/own-1.0.jar"), elsewhere);
        framework.context().installBundle(elsewhere.toUri().toString()).start();
        FeatureInstaller installer = framework.installer(configurations);
        File one = framework.write("one", "a", "own");
        installer.install(one);
        assertEquals(List.of("a", "own"), framework.bundles());
        assertEquals(List.of(), installer.findings());
        remove(installer, one);
        assertEquals(List.of("own"), framework.bundles());
    }

    @Test
    void aJarBesideTheFeatureFilesWinsOverTheDistributions() throws Exception {
        framework.ownBundle("a", "Bundle-Name: mine");
        framework.installer(configurations).install(framework.write("one", "a"));
        assertEquals("mine", framework.find("a").getHeaders().get("Bundle-Name"));
    }

    @Test
    void aBundleStoppedByHandIsSaidToBeSo() throws Exception {
        FeatureInstaller installer = framework.installer(configurations);
        installer.install(framework.write("one", "a"));
        framework.find("a").stop();
        assertEquals(
                "bundle org.example:a:1.0: was stopped by hand",
                installer.findings().get(0).message());
        installer.install(framework.write("two", "b"));
        assertEquals(List.of("a not active", "b"), framework.bundles());
    }

    /** Somebody dropped another version into deploy/: the feature's own is there, for the day when that one goes. */
    @Test
    void aBundleWhosePlaceIsTakenStandsBackAndIsNoTrouble() throws Exception {
        framework.ownBundle("a", "Bundle-Version: 2.0");
        Path own = framework.features.resolve("org/example/a/1.0/a-1.0.jar");
        try (InputStream in = Files.newInputStream(own)) {
            framework.context().installBundle("dropped:a.jar#1", in).start();
        }
        Files.delete(own);
        FeatureInstaller installer = framework.installer(configurations);
        File one = framework.write("one", "a");
        installer.install(one);
        assertEquals(List.of("a", "a not active"), framework.bundles());
        assertEquals(List.of(), installer.findings());
        remove(installer, one);
        assertEquals(List.of("a"), framework.bundles());
    }

    @Test
    void aServerThatIsRemovedStaysUntilItsTransfersHaveEnded() throws Exception {
        FeatureInstaller installer = framework.installer(configurations);
        File one = framework.write("one", "a");
        installer.install(one);
        Bundle server = framework.find("a");
        Transfers transfers = new Transfers();
        transfers.heldBy(framework.drains, server);
        remove(installer, one);
        assertEquals(Bundle.RESOLVED, server.getState());

        installer.install(framework.write("one", "a"));
        assertEquals(Bundle.ACTIVE, server.getState());
        remove(installer, one);
        transfers.end();
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (server.getState() != Bundle.UNINSTALLED && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertEquals(Bundle.UNINSTALLED, server.getState());
    }

    @Test
    void configurationsComeAndGoWithTheirFeatureButAPersonsStay() throws Exception {
        configurations.present.put("by.hand", new Hashtable<>(Map.of("key", "mine")));
        FeatureInstaller installer = framework.installer(configurations);
        File one = configured("one", "\"by.hand\": {\"key\": \"theirs\"}, \"of.one\": {\"key\": 1}, \"f~x\": {}");
        installer.install(one);
        assertEquals("mine", configurations.present.get("by.hand").get("key"));
        assertEquals("[by.hand, f~x, of.one]", configurations.present.keySet().toString());

        installer.update(configured("one", "\"of.one\": {\"key\": 2}"));
        assertEquals("[by.hand, of.one]", configurations.present.keySet().toString());
        assertEquals("2", configurations.present.get("of.one").get("key").toString());

        remove(installer, one);
        assertEquals("[by.hand]", configurations.present.keySet().toString());
    }

    @Test
    void onlyFeatureFilesOfTheFolderItselfAreItsBusiness() throws Exception {
        FeatureInstaller installer = framework.installer(configurations);
        assertTrue(
                installer.canHandle(framework.features.resolve("x.feature.json").toFile()));
        assertFalse(installer.canHandle(framework.features.resolve("x.json").toFile()));
        assertFalse(installer.canHandle(folder.resolve("deploy/x.feature.json").toFile()));
    }

    private File configured(String name, String configurations) throws Exception {
        return Files.writeString(
                        framework.features.resolve(name + ".feature.json"),
                        "{\"feature-resource-version\": \"1.0\", \"id\": \"org.example:" + name
                                + ":1.0\", \"configurations\": {" + configurations + "}}")
                .toFile();
    }

    private static void remove(FeatureInstaller installer, File file) throws Exception {
        Files.delete(file.toPath());
        installer.uninstall(file);
    }

    /** Every change of a bundle from now on: its name and the kind. */
    private List<String> events() {
        List<String> events = new CopyOnWriteArrayList<>();
        SynchronousBundleListener listener =
                (BundleEvent event) -> events.add(event.getBundle().getSymbolicName() + " " + event.getType());
        framework.context().addBundleListener(listener);
        return events;
    }
}
