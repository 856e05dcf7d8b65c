package org.stirrup.boot.quirk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.stirrup.api.boot.Quirk;
import org.stirrup.api.boot.QuirkEffect;

class EffectTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "taken-for 7",
                "speaks-as pxe_rom",
                "no-uuid",
                "goes-by-mac",
                "broadcast",
                "largest-reply 576",
                "least-reply 548",
                "option 43 0601030a0400505845ff",
                "rewrite ^/(.*)\\\\ to $1/",
                "rewrite x+$ to nothing",
                "size-probe",
                "file-probe",
                "largest-block 512",
                "largest-window 1",
                "least-wait 1000"
            })
    void whatIsWrittenIsReadAndWrittenAlike(String written) {
        assertEquals(written, EffectText.parse(written).text());
    }

    @Test
    void everyKindOfEffectCanBeWrittenAndTheRemedyNamesIt() {
        for (Class<?> kind : QuirkEffect.class.getPermittedSubclasses()) {
            String word = kind.equals(QuirkEffect.WithOption.class)
                    ? "option"
                    : kind.getSimpleName().replaceAll("(?<=.)([A-Z])", "-$1").toLowerCase(Locale.ROOT);
            assertTrue(EffectText.REMEDY.contains(word), word);
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> EffectText.parse(word + " \u0001 \u0001"));
            assertTrue(!"no such effect".equals(e.getMessage()), word);
        }
    }

    @Test
    void theKnownRowsCanBeWrittenByAnAdministratorToo() {
        for (Quirk row : Stream.of(new KnownQuirks(), new RaspberryPiQuirks())
                .flatMap(brought -> brought.rows().stream())
                .toList()) {
            assertEquals(
                    row.effect().text(), EffectText.parse(row.effect().text()).text());
            assertInstanceOf(
                    row.effect().getClass(), EffectText.parse(row.effect().text()));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                     | no such effect",
                "Broadcast              | no such effect",
                "broadcast now          | 'now' is too much",
                "taken-for x64          | 'x64' is not a number",
                "taken-for 65536        | architecture code outside 0..65535: 65536",
                "speaks-as rom          | 'rom' is no stage",
                "largest-reply 100      | largest reply of 100, expected 576 to 65535",
                "option 43              | an option needs its code and its value",
                "option 43 0x06         | '0x06' is no value of an option, expected 1 to 255 hex pairs",
                "option 0 06            | option of 0, expected 1 to 254",
                "rewrite a b            | a rewrite needs REGEX to TEXT",
                "rewrite ( to b         | '(' is no regular expression: Unclosed group",
                "rewrite a to $1        | '$1' cannot take its place: No group 1"
            })
    void whatIsWrongIsSaid(String written, String because) {
        assertEquals(
                because,
                assertThrows(IllegalArgumentException.class, () -> EffectText.parse(written))
                        .getMessage());
    }
}
