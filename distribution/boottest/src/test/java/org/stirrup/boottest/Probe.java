package org.stirrup.boottest;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Asks every server again and again while something happens, to see for how long nobody answers. */
final class Probe {
    static final List<String> PROTOCOLS = List.of("dhcp", "tftp", "ftp", "http", "image");

    private final Process process;
    private final Output output;

    private record Request(String protocol, double sent, double answered, boolean lost) {}

    /**
     * How a protocol fared in a stretch of time.
     *
     * @param silence longest time between two answers, in milliseconds; 20 when nothing is amiss
     * @param lost requests that were never answered
     */
    record Silence(long silence, long lost) {}

    Probe(Lab lab, String file, String imageFile) throws IOException {
        String client = lab.client("probe", 0, "192.168.77.240/24");
        List<String> command = Command.inNamespace(
                client, Lab.DISTRIBUTION.resolve("lab/probe").toString(), "192.168.77.1", "c0", file, imageFile);
        process = new ProcessBuilder(command).redirectErrorStream(true).start();
        output = new Output(process.getInputStream(), "probe");
    }

    /** Waits until every protocol answers. */
    void awaitAll() {
        for (String protocol : PROTOCOLS) {
            output.await(0, "^" + protocol + " [0-9.]+ [0-9]");
        }
    }

    void end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        output.whole();
    }

    /** Seconds since 1970, as all times here. */
    Silence between(String protocol, double from, double to) {
        List<Double> answers = new ArrayList<>();
        long lost = 0;
        for (Request request : requests()) {
            if (request.protocol().equals(protocol)) {
                if (request.lost() && request.sent() >= from && request.sent() <= to) {
                    lost++;
                } else if (!request.lost() && request.answered() >= from && request.answered() <= to) {
                    answers.add(request.answered());
                }
            }
        }
        answers.add(from);
        answers.add(to);
        Collections.sort(answers);
        double longest = 0;
        for (int i = 1; i < answers.size(); i++) {
            longest = Math.max(longest, answers.get(i) - answers.get(i - 1));
        }
        return new Silence(Math.round(longest * 1000), lost);
    }

    private List<Request> requests() {
        List<Request> requests = new ArrayList<>();
        for (String line : output.lines()) {
            String[] words = line.split(" ");
            if (words.length == 3 && PROTOCOLS.contains(words[0])) {
                boolean lost = words[2].equals("-");
                requests.add(new Request(
                        words[0], Double.parseDouble(words[1]), lost ? 0 : Double.parseDouble(words[2]), lost));
            } else {
                throw new AssertionError("probe: " + line);
            }
        }
        return requests;
    }
}
