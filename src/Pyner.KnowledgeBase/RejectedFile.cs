using Pyner.Sra;

namespace Pyner.KnowledgeBase;

/// <summary>A submission file that could not be read as XML, or repeats another: none of its records count.</summary>
public sealed record RejectedFile
{
    private readonly string _path = "";
    private readonly string _code = "";
    private readonly string _message = "";

    /// <summary>The submission.</summary>
    public required SubmissionAccession Accession { get; init; }

    /// <summary>The file's kind.</summary>
    public required SubmissionFileKind Kind { get; init; }

    /// <summary>Path relative to the source's root, with forward slashes.</summary>
    public required string Path
    {
        get => _path;
        init => _path = WellFormed(value);
    }

    /// <summary>Stable error code.</summary>
    public required string Code
    {
        get => _code;
        init => _code = WellFormed(value);
    }

    /// <summary>What is wrong, for a person.</summary>
    public required string Message
    {
        get => _message;
        init => _message = WellFormed(value);
    }

    /// <summary>Byte offset of the fault in the file, from 0; null where there is none (unreadable, duplicate).</summary>
    public long? Offset { get; init; }

    /// <summary>Line of the fault, from 1, or null.</summary>
    public long? Line { get; init; }

    /// <summary>Column of the fault, from 1, or null.</summary>
    public long? Column { get; init; }

    /// <summary>A message may quote half of a surrogate pair, a path may hold bytes that are no UTF-8: both must still be publishable.</summary>
    private static string WellFormed(string text)
    {
        byte[] utf8 = System.Text.Encoding.UTF8.GetBytes(text);
        string copy = System.Text.Encoding.UTF8.GetString(utf8);
        return copy == text ? text : copy;
    }
}
