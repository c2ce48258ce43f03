using System.Globalization;

namespace Pyner.Verification.Sources;

/// <summary>
/// A submission's accession: a capital letter, <c>RA</c> and 6 to 10 digits, packed into one word so that millions of them fit in memory.
/// Ordered by prefix, then by number of digits, then by number.
/// </summary>
/// <param name="Packed">Letter, number of digits and number, each above the next.</param>
public readonly record struct SubmissionId(ulong Packed) : IComparable<SubmissionId>
{
    private const int DigitsShift = 40;
    private const int LetterShift = 48;

    /// <summary>Reads an accession that fills the whole text.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SubmissionId id)
    {
        id = default;
        if (text.Length is < 9 or > 13 || !char.IsAsciiLetterUpper(text[0]) || text[1] != 'R' || text[2] != 'A')
            return false;
        ReadOnlySpan<char> digits = text[3..];
        if (digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        ulong number = ulong.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        id = new SubmissionId(((ulong)text[0] << LetterShift) | ((ulong)digits.Length << DigitsShift) | number);
        return true;
    }

    /// <summary>Reads a file's name, without folders: <c>ACC.KIND.xml</c>. False for every file that is no submission file.</summary>
    public static bool TryParseFileName(ReadOnlySpan<char> name, out SubmissionId id, out DocumentKind kind)
    {
        id = default;
        kind = default;
        string[] parts = name.ToString().Split('.');
        return parts.Length == 3 && parts[2] == "xml" && TryParse(parts[0], out id) && TryParseKind(parts[1], out kind);
    }

    /// <inheritdoc/>
    public int CompareTo(SubmissionId other) => Packed.CompareTo(other.Packed);

    /// <summary>Whether the left accession sorts before the right one.</summary>
    public static bool operator <(SubmissionId left, SubmissionId right) => left.Packed < right.Packed;

    /// <summary>Whether the left accession sorts after the right one.</summary>
    public static bool operator >(SubmissionId left, SubmissionId right) => left.Packed > right.Packed;

    /// <summary>Whether the left accession does not sort after the right one.</summary>
    public static bool operator <=(SubmissionId left, SubmissionId right) => left.Packed <= right.Packed;

    /// <summary>Whether the left accession does not sort before the right one.</summary>
    public static bool operator >=(SubmissionId left, SubmissionId right) => left.Packed >= right.Packed;

    /// <inheritdoc/>
    public override string ToString()
    {
        int digits = (int)(Packed >> DigitsShift) & 0xFF;
        ulong number = Packed & ((1UL << DigitsShift) - 1);
        return $"{(char)(Packed >> LetterShift)}RA{number.ToString("D" + digits, CultureInfo.InvariantCulture)}";
    }

    private static bool TryParseKind(string text, out DocumentKind kind)
    {
        (bool known, kind) = text switch
        {
            "submission" => (true, DocumentKind.Submission),
            "study" => (true, DocumentKind.Study),
            "sample" => (true, DocumentKind.Sample),
            "experiment" => (true, DocumentKind.Experiment),
            "run" => (true, DocumentKind.Run),
            "analysis" => (true, DocumentKind.Analysis),
            _ => (false, default),
        };
        return known;
    }
}
