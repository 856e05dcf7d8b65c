package org.stirrup.shell.control;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import org.apache.felix.gogo.runtime.CommandNotFoundException;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Converter;
import org.stirrup.shell.text.Failure;
import org.stirrup.shell.text.Report;

/** Runs command lines in one Gogo session: variables that a line sets are there for the next. */
final class CommandRunner implements AutoCloseable {
    private static final int FAILED = 1;

    private final PrintStream out;
    private final PrintStream err;
    private final CommandSession session;

    CommandRunner(CommandProcessor processor, OutputStream out, OutputStream err) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, false, StandardCharsets.UTF_8);
        session = processor.createSession(InputStream.nullInputStream(), this.out, this.err);
        session.put("SCOPE", "stirrup:felix:*");
    }

    /** @return exit status */
    int run(String line) {
        int status = 0;
        try {
            Object result = session.execute(line);
            if (result instanceof Report report) {
                status = report.status();
            }
            if (result != null) {
                CharSequence text = result instanceof CharSequence || result instanceof Report
                        ? result.toString()
                        : session.format(result, Converter.INSPECT);
                out.println(text.toString().stripTrailing());
            }
        } catch (Failure e) {
            err.println(e.getMessage());
            status = e.status();
        } catch (Exception e) { // a command may throw anything; whoever typed it is told
            err.println(reason(e));
            status = FAILED;
        }
        out.flush();
        err.flush();
        return status;
    }

    private static String reason(Throwable e) {
        // An Error of a command, such as a bundle of another version, comes wrapped in words about reflection.
        if (e instanceof InvocationTargetException wrapped && wrapped.getCause() != null) {
            return reason(wrapped.getCause());
        }
        if (e instanceof CommandNotFoundException) {
            return e.getMessage() + "; `help` lists the commands";
        }
        return e.getMessage() == null ? e.toString() : e.getMessage();
    }

    @Override
    public void close() {
        session.close();
    }
}
