namespace Pyner.Sra;

/// <summary>The names of a submission's files: <c>ACCESSION.kind.xml</c>, as NCBI's dump has them.</summary>
public static class SubmissionFileName
{
    private static readonly string[] s_suffixes =
        [.. Enum.GetValues<SubmissionFileKind>().Select(kind => $".{kind.ToString().ToLowerInvariant()}.xml")];

    private static readonly byte[][] s_asciiSuffixes = [.. s_suffixes.Select(System.Text.Encoding.ASCII.GetBytes)];

    /// <summary>The part of a file's name after the accession, such as <c>.sample.xml</c>.</summary>
    public static string Suffix(SubmissionFileKind kind) => s_suffixes[(int)kind];

    /// <summary>The same part as <see cref="Suffix"/>, in ASCII bytes.</summary>
    internal static ReadOnlySpan<byte> AsciiSuffix(SubmissionFileKind kind) => s_asciiSuffixes[(int)kind];

    /// <summary>A file's name, such as <c>DRA000001.sample.xml</c>.</summary>
    public static string Format(SubmissionAccession accession, SubmissionFileKind kind) => accession + Suffix(kind);

    /// <summary>Whether files of a kind are read; the others only count by their kind.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="forTables">Whether the records are wanted as rows, beside being counted.</param>
    public static bool IsRead(SubmissionFileKind kind, bool forTables) => kind switch
    {
        SubmissionFileKind.Sample or SubmissionFileKind.Experiment or SubmissionFileKind.Run => true,
        SubmissionFileKind.Submission or SubmissionFileKind.Study => forTables,
        _ => false,
    };

    /// <summary>Reads a file's name (without folders). False for every other file, which is ignored and counted.</summary>
    public static bool TryParse(ReadOnlySpan<byte> name, out SubmissionAccession accession, out SubmissionFileKind kind)
    {
        accession = default;
        kind = default;
        int dot = name.IndexOf((byte)'.');
        if (dot < 0 || !SubmissionAccession.TryParse(name[..dot], out accession))
            return false;
        ReadOnlySpan<byte> suffix = name[dot..];
        for (int i = 0; i < s_asciiSuffixes.Length; i++)
        {
            if (suffix.SequenceEqual(s_asciiSuffixes[i]))
            {
                kind = (SubmissionFileKind)i;
                return true;
            }
        }
        return false;
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{byte}, out SubmissionAccession, out SubmissionFileKind)"/>
    public static bool TryParse(ReadOnlySpan<char> name, out SubmissionAccession accession, out SubmissionFileKind kind)
    {
        Span<byte> ascii = stackalloc byte[64];
        accession = default;
        kind = default;
        return name.Length <= ascii.Length
            && System.Text.Ascii.FromUtf16(name, ascii, out int length) == System.Buffers.OperationStatus.Done
            && TryParse(ascii[..length], out accession, out kind);
    }
}
