package org.stirrup.features.swap;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.zip.CRC32;
import org.apache.felix.fileinstall.ArtifactInstaller;
import org.apache.felix.fileinstall.ArtifactListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.propertytypes.ServiceRanking;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.stirrup.api.check.Finding;
import org.stirrup.api.check.SelfCheck;
import org.stirrup.api.swap.Swaps;

/**
 * What is dropped into {@code deploy/}. File Install tells of each jar that comes, changes or goes, and at each start of
 * all of them. A jar with the name of a bundle that is there takes its place; when it goes, the other comes back.
 */
@Component(service = {ArtifactInstaller.class, ArtifactListener.class, SelfCheck.class, Swaps.class})
@ServiceRanking(100)
public final class DeployFolder implements ArtifactInstaller, SelfCheck, Swaps, FrameworkListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeployFolder.class);
    private static final Duration PATIENCE = Duration.ofMillis(1500);
    private static final Duration LONG_PATIENCE = Duration.ofSeconds(5);
    private static final int DEFAULT_START_LEVEL = 30;

    private final BundleContext context;
    private final Path folder;
    private final DropLedger ledger;
    private final Judge judge;
    private final Handover handover;
    private final Namesakes namesakes;
    private final Leavers leavers;
    private final ScheduledExecutorService later = new ScheduledThreadPoolExecutor(
            1,
            task -> {
                Thread thread = new Thread(task, "stirrup-swap");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    @Activate
    public DeployFolder(
            BundleContext context, @Reference ServiceComponentRuntime components, @Reference DrainBook drains)
            throws IOException {
        this(context, new Judge(context, components, PATIENCE, LONG_PATIENCE), drains);
    }

    DeployFolder(BundleContext context, Judge judge, DrainBook drains) throws IOException {
        this.context = context;
        this.folder = Path.of(context.getProperty("stirrup.home"), "deploy").toAbsolutePath();
        this.ledger = DropLedger.keptIn(context.getDataFile("dropped").toPath());
        this.judge = judge;
        this.handover = new Handover(context, judge);
        this.namesakes = new Namesakes(context, ledger);
        this.leavers = new Leavers(drains, later);
        context.addFrameworkListener(this);
        clearUp();
    }

    @Deactivate
    void deactivate() {
        context.removeFrameworkListener(this);
        later.shutdownNow();
    }

    /** What an earlier run did not get to remove, and jars that went while nobody looked. */
    private synchronized void clearUp() throws IOException {
        for (Bundle bundle : context.getBundles()) {
            if (Locations.isDropped(bundle) && !namesakes.isCurrent(bundle)) {
                Leavers.remove(bundle);
            }
        }
        for (String file : List.copyOf(ledger.entries().keySet())) {
            if (!Files.exists(folder.resolve(file))) {
                uninstall(folder.resolve(file).toFile());
            }
        }
    }

    @Override
    public boolean canHandle(File file) {
        return file.getName().endsWith(".jar")
                && file.toPath().toAbsolutePath().getParent().equals(folder);
    }

    @Override
    public synchronized void install(File file) throws IOException {
        DropLedger.Entry known = ledger.entries().get(file.getName());
        boolean same = known != null
                && known.digest().equals(digest(file))
                && (known.location().isEmpty() || context.getBundle(known.location()) != null);
        if (!same || known.hopeful()) {
            update(file);
        }
    }

    /** A jar that came anew is tried anew, also when it is the same as before: who copies it means it. */
    @Override
    public synchronized void update(File file) throws IOException {
        take(file);
        for (String other : List.copyOf(ledger.entries().keySet())) {
            if (!other.equals(file.getName()) && ledger.entries().get(other).hopeful()) {
                take(folder.resolve(other).toFile());
            }
        }
    }

    @Override
    public synchronized void uninstall(File file) throws IOException {
        DropLedger.Entry entry = ledger.entries().remove(file.getName());
        if (entry != null) {
            Bundle bundle = context.getBundle(entry.location());
            if (bundle == null) {
                LOG.info("deploy/{}: removed", file.getName());
            } else {
                withdraw(file.getName(), bundle);
            }
            ledger.save();
        }
    }

    private void take(File file) throws IOException {
        String name = file.getName();
        String digest = digest(file);
        Jar jar = Jar.read(file);
        if (jar instanceof Jar.NoBundle none) {
            quarantine(name, digest, "", none.because(), false);
            return;
        }
        Jar.OfBundle wanted = (Jar.OfBundle) jar;
        Optional<Bundle> former = namesakes.of(name);
        if (former.isPresent() && !former.get().getSymbolicName().equals(wanted.symbolicName())) {
            withdraw(name, former.get());
            former = Optional.empty();
        }
        Optional<Bundle> serving = wanted.acts() ? namesakes.running(wanted.symbolicName()) : Optional.empty();
        Optional<String> objection = serving.flatMap(namesakes::objection);
        if (objection.isPresent()) {
            quarantine(name, digest, wanted.toString(), objection.get(), false);
            return;
        }
        Bundle bundle;
        try (InputStream in = Files.newInputStream(file.toPath())) {
            bundle = context.installBundle(Locations.of(name, namesakes.nextNumber()), in);
        } catch (BundleException e) {
            quarantine(name, digest, wanted.toString(), Handover.reason(e), false);
            return;
        }
        put(name, digest, wanted, bundle, serving, former);
    }

    private void put(
            String name,
            String digest,
            Jar.OfBundle wanted,
            Bundle bundle,
            Optional<Bundle> serving,
            Optional<Bundle> former)
            throws IOException {
        Optional<String> lack = wanted.fragment() ? Optional.empty() : handover.unresolved(bundle);
        if (lack.isPresent()) {
            Leavers.remove(bundle);
            quarantine(name, digest, wanted.toString(), lack.get(), true);
            return;
        }
        bundle.adapt(BundleStartLevel.class)
                .setStartLevel(serving.or(() -> namesakes.any(bundle))
                        .map(other -> other.adapt(BundleStartLevel.class).getStartLevel())
                        .orElse(DEFAULT_START_LEVEL));
        Handover.Outcome outcome = outcome(wanted, bundle, serving);
        if (outcome instanceof Handover.Outcome.Failed failed) {
            leavers.leave(bundle, false);
            quarantine(name, digest, wanted.toString(), failed.because(), false);
            return;
        }
        ledger.entries()
                .put(
                        name,
                        new DropLedger.Entry(
                                digest, wanted.toString(), bundle.getLocation(), "", false, ledger.nextOrder()));
        ledger.save();
        LOG.info("deploy/{}: {} {}", name, wanted, ((Handover.Outcome.Done) outcome).how());
        former.ifPresent(gone -> {
            Handover.stop(gone);
            leavers.leave(gone, true);
        });
    }

    private Handover.Outcome outcome(Jar.OfBundle wanted, Bundle bundle, Optional<Bundle> serving) {
        if (wanted.fragment()) {
            return new Handover.Outcome.Done("is attached when its host is started next");
        }
        try {
            return serving.isPresent() ? handover.swap(serving.get(), bundle) : handover.start(bundle);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Handover.Outcome.Failed("the appliance stopped meanwhile");
        }
    }

    private void quarantine(String name, String digest, String bundle, String because, boolean hopeful)
            throws IOException {
        DropLedger.Entry former = ledger.entries().get(name);
        String location = former == null ? "" : former.location();
        DropLedger.Entry entry = new DropLedger.Entry(digest, bundle, location, because, hopeful, ledger.nextOrder());
        ledger.entries().put(name, entry);
        ledger.save();
        if (former == null || !former.digest().equals(digest) || !former.fault().equals(entry.fault())) {
            LOG.error("deploy/{}: {}", name, text(entry, namesakes.servingFor(entry)));
        }
    }

    /** Takes a bundle of {@code deploy/} away; whoever stood back for it comes back. */
    private void withdraw(String name, Bundle bundle) {
        boolean ran = Locations.isMeantToRun(bundle);
        String what = bundle.getSymbolicName() + " " + bundle.getVersion();
        Optional<Bundle> next = ran ? namesakes.successor(bundle) : Optional.empty();
        String how = "removed";
        try {
            if (next.isPresent()) {
                Handover.Outcome outcome = handover.swap(bundle, next.get());
                how += "; " + next.get().getVersion() + " "
                        + (outcome instanceof Handover.Outcome.Done done
                                ? done.how()
                                : "has its place back, but " + ((Handover.Outcome.Failed) outcome).because());
                if (outcome instanceof Handover.Outcome.Failed) {
                    // There is no third: what is meant to run is told of by its feature.
                    Handover.stop(bundle);
                    next.get().start(Bundle.START_ACTIVATION_POLICY);
                }
            }
        } catch (BundleException e) {
            how += ", and " + e.getMessage();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Handover.stop(bundle);
        LOG.info("deploy/{}: {} {}", name, what, how);
        leavers.leave(bundle, true);
    }

    /** The framework is up: now shows whether what took somebody's place before the start, or in an earlier run, works. */
    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTED) {
            later.execute(this::judgeAll);
        }
    }

    private synchronized void judgeAll() {
        for (String name : List.copyOf(ledger.entries().keySet())) {
            DropLedger.Entry entry = ledger.entries().get(name);
            Bundle bundle = context.getBundle(entry.location());
            if (bundle != null
                    && Locations.isMeantToRun(bundle)
                    && !handover.isTooEarly(bundle)
                    && judge.running(bundle) instanceof Verdict.Bad bad) {
                condemn(name, entry, bundle, bad.because());
            }
        }
    }

    private void condemn(String name, DropLedger.Entry entry, Bundle bundle, String because) {
        try {
            ledger.entries()
                    .put(name, new DropLedger.Entry(entry.digest(), entry.name(), "", "", false, entry.order()));
            withdraw(name, bundle);
            quarantine(name, entry.digest(), entry.name(), because, false);
        } catch (IOException e) {
            LOG.error("deploy/{}: what became of it cannot be kept: {}", name, e.getMessage());
        }
    }

    @Override
    public synchronized List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        ledger.entries().forEach((name, entry) -> {
            if (entry.quarantined()) {
                findings.add(new Finding(
                        Finding.Severity.ERROR,
                        folder.resolve(name).toString(),
                        text(entry, namesakes.servingFor(entry)),
                        entry.hopeful()
                                ? "drop what it lacks too, then it is tried again; or remove the jar"
                                : "mend it and drop it again, or remove the jar"));
            }
        });
        return findings;
    }

    private static String text(DropLedger.Entry entry, Optional<Bundle> serving) {
        return (entry.name().isEmpty() ? "" : entry.name() + " is ") + "quarantined: " + entry.fault()
                + serving.map(bundle ->
                                "; " + bundle.getSymbolicName() + " " + bundle.getVersion() + " goes on serving")
                        .orElse("");
    }

    @Override
    public synchronized List<Dropped> dropped() {
        List<Dropped> dropped = new ArrayList<>();
        ledger.entries()
                .forEach((name, entry) -> dropped.add(
                        new Dropped(name, Optional.of(entry.name()).filter(text -> !text.isEmpty()), state(entry))));
        return dropped;
    }

    private State state(DropLedger.Entry entry) {
        Optional<Bundle> serving = namesakes.servingFor(entry);
        if (entry.quarantined()) {
            return new State.Quarantined(
                    entry.fault(), serving.map(bundle -> bundle.getVersion().toString()));
        }
        Bundle own = context.getBundle(entry.location());
        Optional<String> other = serving.filter(bundle -> bundle != own).flatMap(Locations::file);
        return other.isPresent()
                ? new State.StandingBack(other.get())
                : new State.Serving(
                        Optional.ofNullable(own).flatMap(namesakes::successor).map(bundle -> bundle.getVersion()
                                .toString()));
    }

    @Override
    public List<Leaving> leaving() {
        return leavers.leaving();
    }

    /** Tells a changed file from the same: no secret hangs on it. */
    private static String digest(File file) throws IOException {
        byte[] bytes = Files.readAllBytes(file.toPath());
        CRC32 sum = new CRC32();
        sum.update(bytes);
        return bytes.length + "-" + Long.toHexString(sum.getValue());
    }
}
