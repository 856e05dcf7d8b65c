package org.stirrup.api.content;

/** What stands at a path. */
public sealed interface Lookup {
    /** A file. */
    record Found(Resource resource) implements Lookup {}

    /** A folder, which can be listed. */
    record Folder() implements Lookup {}

    /** Nothing. @param because for a person, "no such file in CentOS-7.iso" */
    record Absent(String because) implements Lookup {}

    /** A file that will be there soon: to be asked for again. @param because for a person, "is being fetched" */
    record Coming(String because) implements Lookup {}

    /** Something that is not shown. @param because for a person, "symbolic link leads out of the image" */
    record Refused(String because) implements Lookup {}

    /** It could not be read. @param because for a person, "CentOS-7.iso: Input/output error" */
    record Failed(String because) implements Lookup {}
}
