package org.stirrup.launcher;

import java.io.IOException;
import java.nio.file.FileSystemException;
import org.osgi.framework.BundleException;
import org.stirrup.launcher.framework.Distribution;
import org.stirrup.launcher.state.StateExport;
import org.stirrup.launcher.state.StateImport;

/** {@code bin/stirrup}. */
public final class Main {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(status(arguments));
    }

    private static int status(String... arguments) {
        try {
            return run(CommandLine.read(arguments));
        } catch (UsageException e) {
            System.err.println("stirrup: " + e.getMessage());
            return MISUSED;
        } catch (FileSystemException e) {
            String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
            System.err.println("stirrup: " + e.getFile() + ": " + reason);
            return FAILED;
        } catch (IOException e) {
            System.err.println("stirrup: " + e.getMessage());
            return FAILED;
        } catch (BundleException e) {
            System.err.println("stirrup: the framework does not start: " + e.getMessage());
            return FAILED;
        } catch (InterruptedException e) {
            System.err.println("stirrup: interrupted");
            return FAILED;
        }
    }

    private static int run(Command command) throws IOException, BundleException, InterruptedException {
        if (command instanceof Command.Help) {
            System.out.print(Usage.TEXT);
            return 0;
        }
        Distribution distribution = Distribution.running();
        if (command instanceof Command.Version) {
            System.out.println("stirrup " + distribution.version());
            return 0;
        } else if (command instanceof Command.Serve serve) {
            return new Serving(distribution, serve).run();
        } else if (command instanceof Command.Check check) {
            return new Checking(distribution, check).run();
        } else if (command instanceof Command.Archive) {
            return new Archiving(distribution).run();
        } else if (command instanceof Command.Leases leases) {
            return new ShowingLeases(distribution, leases.ask()).run();
        } else if (command instanceof Command.ExportState export) {
            new StateExport(export.home(), export.extras(), System.out).to(export.file());
            return 0;
        } else if (command instanceof Command.ImportState taken) {
            new StateImport(taken.home(), System.out).from(taken.file());
            return 0;
        } else if (command instanceof Command.Ask ask) {
            return Asking.run(ask);
        }
        throw new AssertionError(command);
    }
}
