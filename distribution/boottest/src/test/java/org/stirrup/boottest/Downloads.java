package org.stirrup.boottest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Clients, each on a slow cable of its own, that fetch one file over and over until they are told to stop. */
final class Downloads {
    /** curl's exit status for a connection that was not taken: nothing had begun. */
    private static final int REFUSED = 7;

    private final Lab lab;
    private final Path stop;
    private final List<Output> outputs = new ArrayList<>();
    private final List<String> names = new ArrayList<>();

    /**
     * One download.
     *
     * @param began seconds since 1970, as {@code ended}
     * @param status curl's
     * @param whole whether every byte arrived as it should
     */
    record Result(String url, double began, double ended, int status, boolean whole) {
        boolean refused() {
            return status == REFUSED;
        }

        boolean failed() {
            return !refused() && (status != 0 || !whole);
        }
    }

    Downloads(Lab lab) {
        this.lab = lab;
        this.stop = lab.work.resolve("stop");
    }

    /** @param rate of the cable as tc writes it. @param original the file as it should arrive */
    void add(String url, String rate, Path original) {
        String name = "d" + outputs.size();
        String client = lab.client(name, 0, "192.168.77." + (10 + outputs.size()) + "/24");
        tc("add", name, "root", "tbf", "rate", rate, "burst", "16kb", "latency", "400ms");
        String script = """
                while [ ! -e %s ]; do
                  rm -f $0.got; began=$(date +%%s.%%3N)
                  curl -sS --tftp-blksize 1408 -o $0.got %s; status=$?
                  ended=$(date +%%s.%%3N)
                  cmp -s $0.got %s && whole=true || whole=false
                  echo "result %s $began $ended $status $whole"
                done
                """.formatted(stop, url, original, url);
        Path work = lab.work.resolve(name);
        outputs.add(new Output(
                lab.spawn(Command.inNamespace(client, "sh", "-c", script, work.toString()))
                        .getInputStream(),
                name));
        names.add(name);
    }

    /** Lets what is under way end soon, begins nothing new, and gives all results. */
    List<Result> end() throws IOException, InterruptedException {
        Files.createFile(stop);
        names.forEach(name -> tc("del", name, "root"));
        List<Result> results = new ArrayList<>();
        for (Output output : outputs) {
            List<String> lines = Arrays.asList(output.whole().split("\n"));
            for (String line : lines) {
                String[] words = line.split(" ");
                if (words[0].equals("result")) {
                    results.add(new Result(
                            words[1],
                            Double.parseDouble(words[2]),
                            Double.parseDouble(words[3]),
                            Integer.parseInt(words[4]),
                            Boolean.parseBoolean(words[5])));
                } else {
                    System.out.println("client: " + line);
                }
            }
        }
        return results;
    }

    private void tc(String verb, String name, String... rest) {
        List<String> command = new ArrayList<>(List.of("tc", "-n", lab.namespace, "qdisc", verb, "dev", "c-" + name));
        command.addAll(List.of(rest));
        Command.run(command).ok();
    }

    static long underWay(List<Result> results, double at) {
        return results.stream()
                .filter(result -> result.began() < at && result.ended() > at)
                .count();
    }

    static Map<Boolean, List<Result>> byFailure(List<Result> results) {
        return results.stream().collect(java.util.stream.Collectors.partitioningBy(Result::failed));
    }
}
