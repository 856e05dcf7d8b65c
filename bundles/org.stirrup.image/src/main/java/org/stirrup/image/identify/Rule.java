package org.stirrup.image.identify;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.stirrup.api.boot.Architecture.Platform;

/**
 * How one kind of image is recognised and booted; {@code installers.rules} explains every key.
 *
 * @param family the rule's name
 * @param shortNames long name to the short one that is used
 * @param memory sizes, {@code +iso} and {@code +PATH}; empty when it is not known
 * @param guess whether nobody knows that the image is of this kind
 */
public record Rule(
        String family,
        Marks marks,
        List<Fact> facts,
        Map<String, String> shortNames,
        Map<String, Pattern> when,
        String title,
        String verb,
        Files files,
        Words words,
        List<String> memory,
        boolean guess,
        Optional<String> note,
        Optional<Warning> warning) {

    /**
     * What an image of this kind has.
     *
     * @param largest in bytes
     * @param bios whether the BIOS of a machine starts it as a disc
     */
    public record Marks(List<String> has, List<String> any, List<String> lacks, OptionalLong largest, boolean bios) {
        public Marks {
            has = List.copyOf(has);
            any = List.copyOf(any);
            lacks = List.copyOf(lacks);
        }
    }

    /**
     * Where a fact comes from.
     *
     * @param name of the fact
     * @param source see {@code installers.rules}
     * @param pattern group 1 or all of what it finds is the fact
     */
    public record Fact(String name, String source, Pattern pattern) {}

    /**
     * The files of an image that machines are started with; of several choices the first that stands in it.
     *
     * @param initrds choices for each
     * @param inside name under which the RAM disk holds the image itself; empty when it does not
     * @param programs choices for each kind of firmware
     * @param disks choices of what MEMDISK loads; {@code iso} is the image itself
     * @param windows choices for each name under which wimboot looks for a file
     * @param ownInitrd whether its RAM disk is of no use over the network, and the user's own takes its place
     */
    public record Files(
            List<String> kernels,
            List<List<String>> initrds,
            Optional<String> inside,
            Map<Platform, List<String>> programs,
            List<String> disks,
            Map<String, List<String>> windows,
            boolean ownInitrd) {
        public Files {
            kernels = List.copyOf(kernels);
            initrds = List.copyOf(initrds);
            programs = Map.copyOf(programs);
            disks = List.copyOf(disks);
            windows = Collections.unmodifiableMap(new LinkedHashMap<>(windows)); // which keeps their order
        }
    }

    /**
     * What an installer is told.
     *
     * @param unattended kernel arguments in place of the others where there is an answer file; empty for the others
     * @param rescue kernel arguments that mend a system; empty when the image cannot
     */
    public record Words(
            List<String> protocols,
            Optional<String> answers,
            List<String> arguments,
            List<String> unattended,
            List<String> rescue) {
        public Words {
            protocols = List.copyOf(protocols);
            arguments = List.copyOf(arguments);
            unattended = List.copyOf(unattended);
            rescue = List.copyOf(rescue);
        }
    }

    /** What will not work, and what helps. */
    public record Warning(String what, String remedy) {}

    public Rule {
        facts = List.copyOf(facts);
        shortNames = Map.copyOf(shortNames);
        when = Map.copyOf(when);
        memory = List.copyOf(memory);
    }
}
