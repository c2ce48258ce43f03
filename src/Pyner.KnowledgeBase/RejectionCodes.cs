using Pyner.Xml.Reading;

namespace Pyner.KnowledgeBase;

/// <summary>The stable error codes of rejected files: those of faults in XML (<see cref="XmlFaults.Code"/>), and these.</summary>
public static class RejectionCodes
{
    /// <summary>A second file of the same accession and kind.</summary>
    public const string DuplicateFile = "duplicate-file";

    /// <summary>A file that can't be opened or read.</summary>
    public const string UnreadableFile = "unreadable-file";

    /// <summary>A submission's folder that can't be listed.</summary>
    public const string UnreadableFolder = "unreadable-folder";

    /// <summary>Every code that there is.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. Enum.GetValues<XmlFault>().Where(fault => fault != XmlFault.None).Select(fault => fault.Code()), DuplicateFile, UnreadableFile, UnreadableFolder];
}
