package org.stirrup.dhcp.codec;

import java.util.Locale;

/** A message for people, one line a field that says something. */
final class MessageText {
    private MessageText() {}

    static String of(DhcpMessage message) {
        StringBuilder text = new StringBuilder();
        line(text, "op", message.op().name().toLowerCase(Locale.ROOT));
        line(text, "hardware", message.hardwareType() + "/" + message.hardware());
        line(text, "xid", String.format(Locale.ROOT, "%08x", message.xid()));
        line(text, "secs", Integer.toString(message.secs()));
        line(text, "flags", String.format(Locale.ROOT, "%04x", message.flags()));
        line(text, "ciaddr", message.ciaddr().getHostAddress());
        line(text, "yiaddr", message.yiaddr().getHostAddress());
        line(text, "siaddr", message.siaddr().getHostAddress());
        line(text, "giaddr", message.giaddr().getHostAddress());
        line(text, "sname", message.sname());
        line(text, "file", message.file());
        message.vend().ifPresent(vend -> line(text, "vend", vend.toString()));
        message.options().values().forEach((code, value) -> {
            KnownOption known = KnownOption.of(code).orElse(null);
            String name = code + (known == null ? "" : " " + known.label());
            line(text, name, known == null ? "0x" + value : known.type().show(value));
        });
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(name).append(": ").append(value).append('\n');
    }
}
