using System.Formats.Tar;

namespace Pyner.Sra.Tests.Sources;

/// <summary>The same submission files as members of archives of several forms.</summary>
internal static class ArchiveLayouts
{
    /// <summary>Members in the order given, or shuffled by a seed, under a folder's name of choice.</summary>
    public static List<(string Name, byte[] Content)> Members(
        IEnumerable<(string Accession, SubmissionFileKind Kind, byte[] Content)> files, string folder = "", int? shuffleSeed = null)
    {
        (string Name, byte[] Content)[] members =
            [.. files.Select(f => ($"{folder}{f.Accession}/{SubmissionFiles.Name(f.Accession, f.Kind)}", f.Content))];
        if (shuffleSeed is int seed)
            new Random(seed).Shuffle(members);
        return [.. members];
    }

    /// <summary>Names long enough to need every way of storing them: a prefix, a PAX record, GNU's long name.</summary>
    public static string LongFolder(TarEntryFormat format) => format switch
    {
        TarEntryFormat.V7 => "metadata/",
        TarEntryFormat.Ustar => new string('p', 90) + "/" + new string('q', 50) + "/",
        _ => string.Concat(Enumerable.Repeat("long-folder-name/", 40)),
    };
}
