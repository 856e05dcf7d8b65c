package org.stirrup.shell.control;

import java.io.OutputStream;
import java.util.function.ToIntBiFunction;
import org.apache.felix.service.command.CommandProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The shell for the launcher, which stands outside of all bundles and knows Java's own types only: a command line, and
 * where its output goes, to its exit status.
 */
@Component(service = ToIntBiFunction.class, property = "stirrup.commands:Boolean=true")
public final class LocalCommands implements ToIntBiFunction<String, OutputStream> {
    private final CommandProcessor processor;

    @Activate
    public LocalCommands(@Reference CommandProcessor processor) {
        this.processor = processor;
    }

    @Override
    public int applyAsInt(String line, OutputStream out) {
        try (CommandRunner runner = new CommandRunner(processor, out, out)) {
            return runner.run(line);
        }
    }
}
