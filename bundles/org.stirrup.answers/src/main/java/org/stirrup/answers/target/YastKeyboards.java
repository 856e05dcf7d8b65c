package org.stirrup.answers.target;

import java.util.Map;

/**
 * Keyboards by the names that YaST has of its own ("AutoYaST Guide", "Country settings"; the list is that of yast2-country):
 * one that it does not know is passed over there without a word, and the installed system gets another.
 */
final class YastKeyboards {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("us", "english-us"),
            Map.entry("us-intl", "us-int"),
            Map.entry("us-dvorak", "dvorak"),
            Map.entry("dvorak", "dvorak"),
            Map.entry("us-colemak", "colemak"),
            Map.entry("gb", "english-uk"),
            Map.entry("uk", "english-uk"),
            Map.entry("de", "german"),
            Map.entry("de-nodeadkeys", "german"),
            Map.entry("de-latin1", "german"),
            Map.entry("de-latin1-nodeadkeys", "german"),
            Map.entry("at", "german"),
            Map.entry("ch", "german-ch"),
            Map.entry("fr", "french"),
            Map.entry("ch-fr", "french-ch"),
            Map.entry("ca", "french-ca"),
            Map.entry("es", "spanish"),
            Map.entry("latam", "spanish-lat"),
            Map.entry("it", "italian"),
            Map.entry("pt", "portugese"),
            Map.entry("br", "portugese-br"),
            Map.entry("gr", "greek"),
            Map.entry("nl", "dutch"),
            Map.entry("be", "belgian"),
            Map.entry("dk", "danish"),
            Map.entry("no", "norwegian"),
            Map.entry("se", "swedish"),
            Map.entry("fi", "finnish"),
            Map.entry("is", "icelandic"),
            Map.entry("ee", "estonian"),
            Map.entry("lt", "lithuanian"),
            Map.entry("cz", "czech"),
            Map.entry("cz-qwerty", "czech-qwerty"),
            Map.entry("sk", "slovak"),
            Map.entry("sk-qwerty", "slovak-qwerty"),
            Map.entry("si", "slovene"),
            Map.entry("hr", "croatian"),
            Map.entry("rs", "serbian"),
            Map.entry("hu", "hungarian"),
            Map.entry("pl", "polish"),
            Map.entry("ro", "romanian"),
            Map.entry("ru", "russian"),
            Map.entry("ua", "ukrainian"),
            Map.entry("tr", "turkish"),
            Map.entry("jp", "japanese"),
            Map.entry("kr", "korean"),
            Map.entry("cn", "chinese"),
            Map.entry("tw", "taiwanese"),
            Map.entry("ara", "arabic"));

    private YastKeyboards() {}

    /** @param layout as the settings have it; one that is YaST's name already, or that has none there, stays as it is */
    static String named(String layout) {
        return NAMES.getOrDefault(layout, layout);
    }
}
