package org.stirrup.itest;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;
import static org.junit.Assume.assumeTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.Reader;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import javax.inject.Inject;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.stirrup.api.boot.Architecture;
import org.stirrup.api.boot.BootClient;
import org.stirrup.api.boot.BootResolver;
import org.stirrup.api.boot.MacAddress;
import org.stirrup.api.check.Listener;

/** The packed bundles in a framework, their features in a home, and what happens when these come and go. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class HotSwapIT {
    private static final String LOADER = "org.stirrup.loader.pxelinux";

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] configuration() throws IOException {
        Path folder = Files.createTempDirectory("stirrup-itest");
        TestHome home = new TestHome(folder);
        for (String room : List.of("data", "deploy", "images", "features")) {
            Files.createDirectories(folder.resolve(room));
        }
        for (Path feature : Packed.features()) {
            String role = feature.getFileName().toString().replace(".feature.json", "");
            // Of the loaders and of the lease stores one alone, or another takes its place.
            boolean one = List.of("loader-pxelinux", "lease-embedded").contains(role);
            if (one || !role.startsWith("loader-") && !role.startsWith("lease-")) {
                Files.copy(feature, home.feature(role));
            }
        }
        List<Option> options = new ArrayList<>(List.of(junitBundles()));
        Properties settings = new Properties();
        try (Reader reader = Files.newBufferedReader(Packed.DIST.resolve("lib/framework.properties"))) {
            settings.load(reader);
        }
        Map<String, String> folders = Map.of(
                "stirrup.home", folder.toString(),
                "stirrup.features", folder.resolve("features").toString(),
                "stirrup.work", folder.resolve("data").toString(),
                "stirrup.dist", Packed.DIST.toString());
        folders.forEach((name, value) -> options.add(frameworkProperty(name).value(value)));
        for (String name : settings.stringPropertyNames()) {
            String value = settings.getProperty(name);
            for (Map.Entry<String, String> entry : folders.entrySet()) {
                value = value.replace("${" + entry.getKey() + "}", entry.getValue());
            }
            // Pax Exam has its own place for the cache, and adds its packages to the extra ones.
            if (name.equals(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA)) {
                options.add(systemPackages(value.split(",\\s*(?=[a-z])")));
            } else if (!name.equals(Constants.FRAMEWORK_STORAGE)) {
                options.add(frameworkProperty(name).value(value));
            }
        }
        Packed.bundles(Packed.core())
                .forEach((jar, level) ->
                        options.add(bundle("reference:" + jar.toUri()).startLevel(level)));
        options.add(systemProperty("stirrup.dist").value(Packed.DIST.toString()));
        return options.toArray(Option[]::new);
    }

    /** Pax Exam leaves the framework at its own start level, below that of the servers. */
    @Before
    public void startEverything() throws Exception {
        FrameworkStartLevel level =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkStartLevel.class);
        int wanted = Integer.parseInt(context.getProperty(Constants.FRAMEWORK_BEGINNING_STARTLEVEL));
        level.setStartLevel(wanted);
        await(level::getStartLevel, wanted);
        await(() -> context.getServiceReference(BootResolver.class) != null, true);
    }

    @Test
    public void everyPackedBundleIsActive() throws Exception {
        Predicate<Bundle> ours = bundle -> bundle.getLocation().startsWith("reference:")
                && bundle.getHeaders().get(Constants.FRAGMENT_HOST) == null;
        await(
                () -> Arrays.stream(context.getBundles())
                        .filter(ours)
                        .filter(bundle -> (bundle.getState() & (Bundle.ACTIVE | Bundle.STARTING)) == 0)
                        .map(Bundle::toString)
                        .toList(),
                List.of());
        assertTrue(Arrays.stream(context.getBundles()).filter(ours).count() > 40);
    }

    @Test
    public void withoutItsLoaderAClientIsToldSoAndPortsAndTransfersStay() throws Exception {
        assumeTrue("needs PXELINUX, which is not installed", decideOnce() instanceof BootResolver.Decision.Boot);
        await(() -> ports().stream().allMatch(Listener.Port::open), true);
        List<Listener.Port> ports = ports();
        InetSocketAddress tftp = tftp(ports);
        byte[] whole;
        try (SlowTftp client = new SlowTftp(tftp, "pxelinux.0")) {
            whole = client.rest();
        }
        everyPackedBundleIsActive();
        List<String> events = new CopyOnWriteArrayList<>();
        SynchronousBundleListener listener =
                (BundleEvent event) -> events.add(event.getBundle().getSymbolicName());
        context.addBundleListener(listener);
        try (SlowTftp inFlight = new SlowTftp(tftp, "pxelinux.0")) {
            inFlight.take(10);
            Bundle loader = Arrays.stream(context.getBundles())
                    .filter(bundle -> LOADER.equals(bundle.getSymbolicName()))
                    .findFirst()
                    .orElseThrow();
            String location = loader.getLocation();
            loader.uninstall();
            BootResolver.Decision decision = decide();
            assertTrue(decision.toString(), decision instanceof BootResolver.Decision.NoLoader);
            assertEquals(ports, ports());
            inFlight.take(10);

            context.installBundle(location).start();
            await(this::boots, true);
            assertEquals(ports, ports());
            assertArrayEquals("the transfer under way is whole", whole, inFlight.rest());
            assertEquals(List.of(LOADER), events.stream().distinct().toList());
        } finally {
            context.removeBundleListener(listener);
        }
    }

    @Test
    public void aThirdPartyLoaderIsDroppedUpdatedAndRemovedUnderTransfers() throws Exception {
        await(() -> ports().stream().allMatch(Listener.Port::open), true);
        List<Listener.Port> ports = ports();
        InetSocketAddress tftp = tftp(ports);
        Path home = Path.of(context.getProperty("stirrup.home"));
        Path deploy = home.resolve("deploy");
        byte[] others = new byte[40_000];
        new Random(1).nextBytes(others);
        Files.write(home.resolve("files/others.bin"), others);
        ExampleJar first = ExampleJar.of("1.0.0");
        ExampleJar second = ExampleJar.of("1.1.0");
        await(() -> offers(tftp, "others.bin", others), true);
        everyPackedBundleIsActive();
        Set<String> touched = new CopyOnWriteArraySet<>();
        SynchronousBundleListener listener =
                (BundleEvent event) -> touched.add(event.getBundle().getSymbolicName());
        context.addBundleListener(listener);
        try (SlowTftp other = new SlowTftp(tftp, "others.bin")) {
            other.take(5);
            assertFalse("nobody knows this firmware", boots("StirrupExample:1"));
            first.dropInto(deploy);
            await(() -> boots("StirrupExample:1"), true);
            try (SlowTftp ofFirst = new SlowTftp(tftp, ExampleJar.PROGRAM)) {
                ofFirst.take(5);

                second.dropInto(deploy);
                await(() -> offers(tftp, ExampleJar.PROGRAM, second.program()), true);
                assertTrue(boots("StirrupExample:1"));
                ofFirst.take(5);
                other.take(5);
                try (SlowTftp ofSecond = new SlowTftp(tftp, ExampleJar.PROGRAM)) {
                    ofSecond.take(5);

                    Files.delete(deploy.resolve("example.jar"));
                    await(() -> boots("StirrupExample:1"), false);
                    await(() -> has(ExampleJar.NAME), false);
                    assertArrayEquals("what the first release had", first.program(), ofFirst.rest());
                    assertArrayEquals("what the second release had", second.program(), ofSecond.rest());
                }
            }
            assertArrayEquals("another client's transfer", others, other.rest());
            assertEquals(ports, ports());
            assertEquals("nobody else's bundle was touched", Set.of(ExampleJar.NAME), touched);
        } finally {
            context.removeBundleListener(listener);
        }
    }

    private static boolean offers(InetSocketAddress tftp, String file, byte[] content) {
        try (SlowTftp client = new SlowTftp(tftp, file)) {
            return Arrays.equals(content, client.rest());
        } catch (IOException notThereYet) {
            return false;
        }
    }

    @Test
    public void aFeatureFileComesAndGoesAndABundleItSharesStays() throws Exception {
        Path features = Path.of(context.getProperty("stirrup.features"));
        await(() -> has("org.apache.felix.healthcheck.core"), true);
        Path health = features.resolve("health.feature.json");
        String text = Files.readString(health);
        Files.delete(health);
        await(() -> has("org.stirrup.health"), false);
        assertTrue("the console wants it too", has("org.apache.felix.healthcheck.core"));

        Files.writeString(health, text);
        await(() -> has("org.stirrup.health"), true);
        assertTrue(has("org.apache.felix.healthcheck.core"));

        // An edit that takes one bundle out.
        Path images = features.resolve("images.feature.json");
        String whole = Files.readString(images);
        Files.writeString(images, whole.replaceAll("\\{[^}]*org\\.stirrup\\.repository\\.directory[^}]*},\\s*", ""));
        await(() -> has("org.stirrup.repository.directory"), false);
        assertTrue(has("org.stirrup.image"));
        Files.writeString(images, whole);
        await(() -> has("org.stirrup.repository.directory"), true);
    }

    /** What it says once its loader's bundle is there. */
    private BootResolver.Decision decideOnce() throws Exception {
        await(() -> has(LOADER), true);
        return decide();
    }

    private static InetSocketAddress tftp(List<Listener.Port> ports) {
        return ports.stream()
                .filter(port -> port.protocol().equals("tftp"))
                .findFirst()
                .orElseThrow()
                .address();
    }

    private boolean boots() throws Exception {
        return decide() instanceof BootResolver.Decision.Boot;
    }

    private boolean boots(String vendorClass) throws Exception {
        return decide(vendorClass, new Architecture(0xff)) instanceof BootResolver.Decision.Boot;
    }

    private BootResolver.Decision decide() throws Exception {
        return decide("PXEClient:Arch:00000:UNDI:002001", Architecture.BIOS);
    }

    private BootResolver.Decision decide(String vendorClass, Architecture architecture) throws Exception {
        BootClient client = new BootClient(
                MacAddress.of("52:54:00:77:00:10"),
                Optional.of(architecture),
                BootClient.Stage.PXE_ROM,
                Optional.empty(),
                Optional.of(vendorClass),
                Optional.empty(),
                "lo",
                Optional.empty());
        BootResolver resolver = context.getService(context.getServiceReference(BootResolver.class));
        return resolver.resolve(client, (Inet4Address) InetAddress.getByName("127.0.0.1"));
    }

    private List<Listener.Port> ports() throws Exception {
        Collection<ServiceReference<Listener>> references = context.getServiceReferences(Listener.class, null);
        assertFalse("no server listens", references.isEmpty());
        return references.stream()
                .sorted()
                .flatMap(reference -> context.getService(reference).ports().stream())
                .toList();
    }

    private boolean has(String name) {
        return Arrays.stream(context.getBundles())
                .anyMatch(bundle -> name.equals(bundle.getSymbolicName()) && bundle.getState() == Bundle.ACTIVE);
    }

    /** Looks again until it is so; fails, showing what it was, when it does not come to that. */
    private static <T> void await(Callable<T> what, T wanted) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        T found = what.call();
        while (!wanted.equals(found) && System.nanoTime() < end) {
            Thread.sleep(20);
            found = what.call();
        }
        assertEquals(wanted, found);
    }
}
