package org.stirrup.features.install;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.apache.felix.fileinstall.ArtifactListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.feature.FeatureService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.features.model.FeatureException;
import org.stirrup.features.model.FeatureFile;
import org.stirrup.features.model.FeatureReader;
import org.stirrup.features.model.Ledger;
import org.stirrup.features.swap.DrainBook;

/**
 * Keeps the framework in line with the feature files of the home. At its start it looks at all of them at once; from
 * then on File Install tells it of each that comes, changes or goes. A file that cannot be used is named in a finding
 * and leaves everything as it was.
 */
@Component(service = {ArtifactInstaller.class, ArtifactListener.class, SelfCheck.class, FeatureInstaller.class})
public final class FeatureInstaller implements ArtifactInstaller, SelfCheck, FrameworkListener {
    static final String SUFFIX = ".feature.json";

    private static final Logger LOG = LoggerFactory.getLogger(FeatureInstaller.class);

    private final BundleContext context;
    private final FeatureReader reader;
    private final Configurations configurations;
    private final Path folder;
    private final Artifacts artifacts;
    private final Bundles bundles;
    private final Ledger ledger;
    private final Map<String, Finding> broken = new TreeMap<>();

    @Activate
    public FeatureInstaller(
            BundleContext context,
            @Reference FeatureService service,
            @Reference ConfigurationAdmin admin,
            @Reference DrainBook drains)
            throws IOException {
        this.context = context;
        reader = new FeatureReader(service);
        configurations = new Configurations(admin);
        folder = Path.of(context.getProperty("stirrup.features"));
        Path dist = Path.of(context.getProperty("stirrup.dist"));
        artifacts = new Artifacts(List.of(folder, dist.resolve("system")));
        bundles = new Bundles(context, artifacts, drains);
        ledger = Ledger.keptIn(context.getDataFile("ledger").toPath());
        context.addFrameworkListener(this);
        all(dist.resolve("lib/core" + SUFFIX));
    }

    @Deactivate
    void deactivate() {
        context.removeFrameworkListener(this);
    }

    /** The core, which is no file of the user's, and every file of the folder. */
    private void all(Path core) throws IOException {
        List<Path> files = new ArrayList<>(List.of(core));
        try (Stream<Path> found = Files.list(folder)) {
            found.filter(file -> file.toString().endsWith(SUFFIX)).sorted().forEach(files::add);
        }
        List<String> gone = new ArrayList<>(ledger.entries().keySet());
        for (Path file : files) {
            gone.remove(name(file));
            note(file);
        }
        for (String name : gone) {
            forget(name);
        }
        ledger.save();
        bundles.align(ledger.wanted());
    }

    @Override
    public boolean canHandle(File file) {
        return file.getName().endsWith(SUFFIX) && file.toPath().getParent().equals(folder);
    }

    @Override
    public synchronized void install(File file) throws IOException {
        String name = name(file.toPath());
        Ledger.Entry former = ledger.entries().get(name);
        if (note(file.toPath())) {
            ledger.save();
            bundles.align(ledger.wanted());
            // File Install tells of every file once more at the start; only what is new to us is news.
            if (!ledger.entries().get(name).equals(former)) {
                LOG.info("features/{} installed", name);
            }
        }
    }

    @Override
    public void update(File file) throws IOException {
        install(file);
    }

    @Override
    public synchronized void uninstall(File file) throws IOException {
        forget(name(file.toPath()));
        ledger.save();
        bundles.align(ledger.wanted());
    }

    /** Writes into the ledger what a file asks for. @return whether it is a usable file */
    private boolean note(Path file) throws IOException {
        String name = name(file);
        String text = Files.readString(file);
        String digest = digest(text);
        Ledger.Entry former = ledger.entries().get(name);
        if (former != null && former.digest().equals(digest)) {
            broken.remove(name);
            return true;
        }
        try {
            FeatureFile feature = reader.read(text);
            requireJars(feature);
            configurations.put(name, feature.configurations());
            ledger.entries()
                    .put(name, new Ledger.Entry(digest, feature.id(), feature.description(), feature.bundles()));
            broken.remove(name);
            LOG.debug("{}: {}", name, feature.id());
            return true;
        } catch (FeatureException e) {
            String kept = former == null ? "" : "; " + former.id() + " stays in force";
            LOG.error("features/{}: {}{} ({})", name, e.getMessage(), kept, e.remedy());
            broken.put(
                    name, new Finding(Finding.Severity.ERROR, "features/" + name, e.getMessage() + kept, e.remedy()));
            return false;
        }
    }

    private void forget(String name) throws IOException {
        broken.remove(name);
        if (ledger.entries().remove(name) != null) {
            configurations.remove(name);
            LOG.info("features/{} removed", name);
        }
    }

    private void requireJars(FeatureFile feature) throws FeatureException {
        for (String id : feature.bundles().keySet()) {
            if (artifacts.location(id).isEmpty()) {
                throw new FeatureException(
                        "bundle " + id + " is not to be found",
                        "put its jar below " + folder + " in Maven's layout, or correct the version");
            }
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString();
    }

    /** Tells a changed file from the same: no secret hangs on it, and this is quick at start. */
    private static String digest(String text) {
        CRC32 sum = new CRC32();
        sum.update(text.getBytes(StandardCharsets.UTF_8));
        return text.length() + "-" + Long.toHexString(sum.getValue());
    }

    /** A bundle whose turn came while the framework went up, and that did not start. */
    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() instanceof BundleException) {
            bundles.failed(event.getBundle(), event.getThrowable());
        }
    }

    @Override
    public synchronized List<Finding> findings() {
        List<Finding> findings = new ArrayList<>(broken.values());
        for (FeatureState feature : features()) {
            feature.troubles()
                    .forEach((id, trouble) -> findings.add(new Finding(
                            Finding.Severity.ERROR,
                            "features/" + feature.file(),
                            "bundle " + id + ": " + trouble,
                            "see log/stirrup.log; a bundle it needs may be missing, or was stopped")));
        }
        return findings;
    }

    /** What is in force, sorted by file name; a snapshot. */
    public synchronized List<FeatureState> features() {
        return ledger.entries().entrySet().stream()
                .map(entry -> state(entry.getKey(), entry.getValue()))
                .toList();
    }

    private FeatureState state(String name, Ledger.Entry entry) {
        Map<String, String> troubles = new TreeMap<>();
        for (String id : entry.bundles().keySet()) {
            Optional<String> trouble = bundles.trouble(id);
            trouble.ifPresent(text -> troubles.put(id, text));
        }
        return new FeatureState(
                name, entry.id(), entry.description(), entry.bundles().size(), troubles);
    }
}
