package org.stirrup.launcher;

/** What {@code --help} prints. */
final class Usage {
    static final String TEXT = """
            usage: stirrup COMMAND [OPTIONS]

            commands
              serve       run the appliance in the foreground, until SIGTERM or Ctrl-C
              check       check the configuration and the surroundings; nothing is started; with --etc another
                          configuration, and which machines it would answer differently     [--etc DIR [--json]]
              status      what the running appliance does, and what is wrong
              leases      addresses it has given, whether it runs or not           [--json]
              journal     what happened to each client; -f follows it         [-f] [--json]
              archive     make the starts faster, once after unpacking or after a new Java: it keeps the classes of
                          a start in archive/ beside bin/; needs no home, and may write there
              state export FILE  configuration, hosts and leases as one file, while it runs or not; --cache with what
                          mirrors have fetched, --files with the folder files      [--cache] [--files]
              state import FILE  what is in such a file in the place of what is there; not while it runs
              sh [LINE]   a command of its shell, such as  sh help;  a conversation without one

            options of every command
              --home DIR              everything that belongs to one appliance
                                      (/var/lib/stirrup for root, ~/.stirrup for others)

            options of serve; each sets the key named after it in a file of DIR/etc and leaves the others alone
              --interface IF[,IF]     serve these networks only      org.stirrup.net.cfg              interfaces
              --range FIRST-LAST      addresses to give              org.stirrup.dhcp.subnet-cli.cfg  range
              --boot first|menu|local what a host without an assignment gets: the first image's installation at
                                      once, the menu (the default), its own disk
                                                                     org.stirrup.boot.cfg             policy
              --images DIR            where the ISO files are        org.stirrup.image.cfg            folder
              --admin HOST:PORT       where the web console answers  org.stirrup.console.cfg          host, port
              --proxy                 beside another DHCP server: give no addresses, tell machines what to boot
                                                                     org.stirrup.dhcp.cfg             mode

            environment
              JAVA_HOME               Java 17 or newer
              STIRRUP_JAVA_OPTIONS    further options for it
              STIRRUP_ADMIN_PASSWORD  the console's password, instead of one made at first run

            exit status: 0 done; 1 failed, or check found an error; 2 the command line is wrong; 3 not running;
              4 the leases cannot be read; 5 check --etc found no error, and machines are answered differently
            """;

    private Usage() {}
}
