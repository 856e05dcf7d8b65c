package org.stirrup.features.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.apache.felix.framework.FrameworkFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.stirrup.api.check.Finding;
import org.stirrup.api.swap.Swaps;

/** In a real framework; bundles without components, whose activators do what their headers say. */
class DeployFolderTest {
    private static final String ACTS = "Bundle-Activator: " + SampleActivator.class.getName();
    private static final String SHARED = "org.stirrup.api.check;version=1.0.0";

    @TempDir
    Path home;

    private Framework framework;
    private DrainBook drains;
    private DeployFolder deploy;

    @BeforeEach
    void start() throws Exception {
        Files.createDirectories(home.resolve("deploy"));
        framework = new FrameworkFactory()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        home.resolve("cache").toString(),
                        Constants.FRAMEWORK_BSNVERSION,
                        Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                        Constants.FRAMEWORK_BEGINNING_STARTLEVEL,
                        "50",
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        SHARED,
                        "felix.log.level",
                        "0",
                        "stirrup.home",
                        home.toString()));
        framework.start();
        open();
    }

    private void open() throws IOException {
        drains = new DrainBook(context());
        ServiceComponentRuntime none = (ServiceComponentRuntime) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ServiceComponentRuntime.class},
                (proxy, method, args) -> List.of());
        Judge judge = new Judge(context(), none, Duration.ofMillis(100), Duration.ofMillis(200));
        deploy = new DeployFolder(context(), judge, drains);
    }

    @AfterEach
    void stop() throws Exception {
        deploy.deactivate();
        framework.stop();
        framework.waitForStop(60_000);
    }

    @Test
    void aJarOfANewNameIsStartedAndGoesWithItsFile() throws Exception {
        File file = drop("x.jar", "x", "1.0", ACTS);
        deploy.install(file);
        assertEquals(List.of("x 1.0.0"), running());
        assertEquals(
                new Swaps.State.Serving(Optional.empty()),
                deploy.dropped().get(0).state());
        remove(file);
        assertEquals(List.of(), running());
        assertEquals(List.of(), deploy.dropped());
    }

    @Test
    void aNewVersionTakesThePlaceOfTheStockOneAndGivesItBack() throws Exception {
        stock("x", "1.0", ACTS);
        List<String> order = events();
        File file = drop("x.jar", "x", "2.0", ACTS);
        deploy.install(file);
        assertEquals(List.of("x 2.0.0"), running());
        assertEquals(List.of("stopped 1.0.0", "started 2.0.0"), order);
        assertEquals(
                new Swaps.State.Serving(Optional.of("1.0.0")),
                deploy.dropped().get(0).state());
        assertEquals(List.of(), deploy.findings());
        remove(file);
        assertEquals(List.of("x 1.0.0"), running());
    }

    @Test
    void theSameVersionDoesAsWell() throws Exception {
        Bundle stock = stock("x", "1.0", ACTS);
        deploy.install(drop("x.jar", "x", "1.0", ACTS));
        assertFalse(isActive(stock));
        assertEquals(List.of("x 1.0.0"), running());
    }

    /** Nobody is ever without a plugin that two can be of. */
    @Test
    void whatOffersOnlyWhatCanBeThereTwiceIsStartedFirst() throws Exception {
        String check = SampleActivator.SERVICE + ": org.stirrup.api.check.SelfCheck";
        stock("x", "1.0", ACTS, check);
        List<String> order = events();
        deploy.install(drop("x.jar", "x", "2.0", ACTS, check));
        assertEquals(List.of("started 2.0.0", "stopped 1.0.0"), order);
    }

    @Test
    void whatCannotBeResolvedNeverStopsWhatServes() throws Exception {
        stock("x", "1.0", ACTS);
        List<String> order = events();
        deploy.install(drop("x.jar", "x", "2.0", ACTS, "Import-Package: no.such.place"));
        assertEquals(List.of("x 1.0.0"), running());
        assertEquals(List.of(), order);
        Finding finding = deploy.findings().get(0);
        assertEquals(home.resolve("deploy/x.jar").toString(), finding.source());
        assertTrue(finding.message().startsWith("x 2.0.0 is quarantined: it lacks"), finding.message());
        assertTrue(finding.message().contains("no.such.place"), finding.message());
        assertTrue(finding.message().endsWith("x 1.0.0 goes on serving"), finding.message());
    }

    @Test
    void whatLackedSomethingIsTriedAgainWhenThatIsDropped() throws Exception {
        deploy.install(drop("x.jar", "x", "2.0", ACTS, "Import-Package: found.later"));
        assertEquals(1, deploy.findings().size());
        deploy.install(drop("library.jar", "library", "1.0", "Export-Package: found.later"));
        assertEquals(List.of("library 1.0.0", "x 2.0.0"), running());
        assertEquals(List.of(), deploy.findings());
    }

    @Test
    void whatFailsAtItsStartIsQuarantinedAndTheFormerOneServesAgain() throws Exception {
        stock("x", "1.0", ACTS);
        File file = drop("x.jar", "x", "2.0", ACTS, SampleActivator.THROWS + ": no such colour");
        deploy.install(file);
        assertEquals(List.of("x 1.0.0"), running());
        assertTrue(
                deploy.findings().get(0).message().contains("no such colour"),
                deploy.findings().toString());
        assertEquals(
                Optional.of("1.0.0"),
                ((Swaps.State.Quarantined) deploy.dropped().get(0).state()).serving());

        deploy.update(drop("x.jar", "x", "2.1", ACTS));
        assertEquals(List.of("x 2.1.0"), running());
        assertEquals(List.of(), deploy.findings());
        deploy.update(drop("x.jar", "x", "2.2", ACTS, SampleActivator.THROWS + ": again"));
        assertEquals(List.of("x 2.1.0"), running());
        remove(file);
        assertEquals(List.of("x 1.0.0"), running());
    }

    @Test
    void rubbishIsNamed() throws Exception {
        File file = Files.writeString(home.resolve("deploy/x.jar"), "rubbish").toFile();
        deploy.install(file);
        assertTrue(deploy.findings().get(0).message().startsWith("quarantined: it is no jar"));
        remove(file);
        assertEquals(List.of(), deploy.findings());
    }

    @Test
    void whoseClassesOthersUseIsNotReplacedWhileTheyRun() throws Exception {
        stock("x", "1.0", ACTS, "Export-Package: x.shown");
        stock("user", "1.0", "Import-Package: x.shown");
        deploy.install(drop("x.jar", "x", "2.0", ACTS, "Export-Package: x.shown"));
        assertEquals(List.of("user 1.0.0", "x 1.0.0"), running());
        assertTrue(
                deploy.findings().get(0).message().contains("user"),
                deploy.findings().toString());
    }

    @Test
    void ofTwoJarsWithOneNameTheLatestServesAndTheOtherFollowsIt() throws Exception {
        stock("x", "1.0", ACTS);
        File first = drop("first.jar", "x", "3.0", ACTS);
        deploy.install(first);
        File second = drop("second.jar", "x", "2.0", ACTS);
        deploy.install(second);
        assertEquals(List.of("x 2.0.0"), running());
        assertEquals(
                new Swaps.State.StandingBack("second.jar"),
                deploy.dropped().get(0).state());
        remove(second);
        assertEquals(List.of("x 3.0.0"), running());
        remove(first);
        assertEquals(List.of("x 1.0.0"), running());
    }

    @Test
    void aRestartFindsEverythingAsItWas() throws Exception {
        stock("x", "1.0", ACTS);
        File file = drop("x.jar", "x", "2.0", ACTS);
        deploy.install(file);
        File bad = drop("bad.jar", "y", "2.0", ACTS, SampleActivator.THROWS + ": bad");
        deploy.install(bad);
        restart();
        List<String> order = events();
        deploy.install(file);
        deploy.install(bad);
        assertEquals(List.of("x 2.0.0"), running());
        assertEquals(List.of(), order);
        assertTrue(deploy.findings().get(0).message().contains("bad"));
    }

    @Test
    void aJarThatWentWhileNothingRanIsMissedAtTheStart() throws Exception {
        stock("x", "1.0", ACTS);
        File file = drop("x.jar", "x", "2.0", ACTS);
        deploy.install(file);
        Files.delete(file.toPath());
        restart();
        assertEquals(List.of("x 1.0.0"), running());
    }

    @Test
    void aFormerVersionStaysUntilItsTransfersHaveEnded() throws Exception {
        deploy.install(drop("x.jar", "x", "1.0", ACTS));
        Bundle former = bundle("x", "1.0.0").orElseThrow();
        Transfers transfers = new Transfers();
        transfers.heldBy(drains, former);
        deploy.update(drop("x.jar", "x", "2.0", ACTS));
        assertEquals(List.of(new Swaps.Leaving("x 1.0.0", "sample", 2)), deploy.leaving());
        assertEquals(Bundle.RESOLVED, former.getState());
        transfers.end();
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (former.getState() != Bundle.UNINSTALLED && System.nanoTime() < end) {
            Thread.sleep(5);
        }
        assertEquals(Bundle.UNINSTALLED, former.getState());
        assertEquals(List.of(), deploy.leaving());
    }

    @Test
    void whatDoesNotEndIsCutOff() throws Exception {
        DrainBook impatient = new DrainBook(context(), Duration.ofMillis(20));
        Transfers transfers = new Transfers();
        transfers.heldBy(impatient, stock("x", "1.0", ACTS));
        transfers.ended().toCompletableFuture().get(60, TimeUnit.SECONDS);
        assertEquals(0, transfers.underWay());
        impatient.close();
    }

    private void restart() throws Exception {
        stop();
        start();
    }

    private BundleContext context() {
        return framework.getBundleContext();
    }

    private void remove(File file) throws IOException {
        Files.delete(file.toPath());
        deploy.uninstall(file);
    }

    private Bundle stock(String name, String version, String... headers) throws Exception {
        Path jar = home.resolve(name + "-" + version + ".jar");
        pack(jar, name, version, headers);
        Bundle bundle = context().installBundle(jar.toUri().toString());
        bundle.start();
        return bundle;
    }

    private File drop(String file, String name, String version, String... headers) throws Exception {
        Path jar = home.resolve("deploy").resolve(file);
        pack(jar, name, version, headers);
        return jar.toFile();
    }

    private static void pack(Path jar, String name, String version, String... headers) throws IOException {
        Manifest manifest = new Manifest();
        Attributes main = manifest.getMainAttributes();
        main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        main.putValue("Bundle-ManifestVersion", "2");
        main.putValue("Bundle-SymbolicName", name);
        main.putValue("Bundle-Version", version);
        main.putValue("DynamicImport-Package", "org.stirrup.api.check, org.osgi.framework");
        for (String header : headers) {
            main.putValue(header.substring(0, header.indexOf(':')), header.substring(header.indexOf(':') + 2));
        }
        String activator = SampleActivator.class.getName().replace('.', '/') + ".class";
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream in = SampleActivator.class.getClassLoader().getResourceAsStream(activator)) {
            out.putNextEntry(new JarEntry(activator));
            in.transferTo(out);
        }
    }

    private Optional<Bundle> bundle(String name, String version) {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> name.equals(bundle.getSymbolicName())
                        && bundle.getVersion().toString().equals(version))
                .findFirst();
    }

    private static boolean isActive(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE;
    }

    /** Symbolic names and versions of all that is active but the framework, sorted. */
    private List<String> running() {
        return Arrays.stream(context().getBundles())
                .filter(bundle -> bundle.getBundleId() != 0 && isActive(bundle))
                .map(bundle -> bundle.getSymbolicName() + " " + bundle.getVersion())
                .sorted()
                .toList();
    }

    private List<String> events() {
        List<String> events = new CopyOnWriteArrayList<>();
        SynchronousBundleListener listener = (BundleEvent event) -> {
            if (event.getType() == BundleEvent.STARTED) {
                events.add("started " + event.getBundle().getVersion());
            } else if (event.getType() == BundleEvent.STOPPED) {
                events.add("stopped " + event.getBundle().getVersion());
            }
        };
        context().addBundleListener(listener);
        return events;
    }
}
