namespace Pyner.Sra;

/// <summary>
/// A submission's accession, such as <c>DRA000001</c>, in one word: three letters (an archive's letter, then <c>RA</c>) and 6 to 10 digits.
/// Ordered by prefix, then by number of digits, then by number, so <c>SRA999999</c> comes before <c>SRA1000000</c>.
/// </summary>
/// <remarks>The word is prefix (24 bits, ASCII) | number of digits (4 bits) | number (36 bits): it round-trips leading zeros and sorts as an integer.</remarks>
public readonly record struct SubmissionAccession : IComparable<SubmissionAccession>
{
    /// <summary>Length of the longest accession, in characters.</summary>
    public const int MaxLength = PrefixLength + MaxDigits;

    private const int PrefixLength = 3;
    private const int MinDigits = 6;
    private const int MaxDigits = 10;
    private const int NumberBits = 36;
    private const int DigitsBits = 4;

    private static readonly ulong s_hashSeed = (ulong)Random.Shared.NextInt64();

    private SubmissionAccession(ulong packed) => Packed = packed;

    /// <summary>The accession as one sortable word.</summary>
    public ulong Packed { get; }

    /// <summary>Restores an accession from <see cref="Packed"/>.</summary>
    /// <exception cref="ArgumentException">The word is not one that <see cref="Packed"/> gives.</exception>
    public static SubmissionAccession FromPacked(ulong packed)
    {
        var accession = new SubmissionAccession(packed);
        Span<char> text = stackalloc char[MaxLength];
        if (!accession.TryFormat(text, out int length) || !TryParse(text[..length], out SubmissionAccession parsed) || parsed != accession)
            throw new ArgumentException($"0x{packed:x16} is no packed submission accession", nameof(packed));
        return accession;
    }

    /// <summary>Reads an accession that fills the whole of <paramref name="text"/>.</summary>
    public static bool TryParse(ReadOnlySpan<char> text, out SubmissionAccession accession)
    {
        accession = default;
        if (text.Length > MaxLength)
            return false;
        Span<byte> ascii = stackalloc byte[MaxLength];
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] > 0x7F)
                return false;
            ascii[i] = (byte)text[i];
        }
        return TryParse(ascii[..text.Length], out accession);
    }

    /// <inheritdoc cref="TryParse(ReadOnlySpan{char}, out SubmissionAccession)"/>
    public static bool TryParse(ReadOnlySpan<byte> ascii, out SubmissionAccession accession)
    {
        accession = default;
        int digits = ascii.Length - PrefixLength;
        if (digits is < MinDigits or > MaxDigits || ascii[0] is < (byte)'A' or > (byte)'Z' || ascii[1] != 'R' || ascii[2] != 'A')
            return false;
        ulong number = 0;
        foreach (byte digit in ascii[PrefixLength..])
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            number = (number * 10) + (ulong)(digit - '0');
        }
        ulong prefix = ((ulong)ascii[0] << 16) | ((ulong)ascii[1] << 8) | ascii[2];
        accession = new SubmissionAccession((((prefix << DigitsBits) | (uint)digits) << NumberBits) | number);
        return true;
    }

    /// <summary>Reads an accession, or throws.</summary>
    /// <exception cref="FormatException">The text is no submission accession.</exception>
    public static SubmissionAccession Parse(string text) =>
        TryParse(text.AsSpan(), out SubmissionAccession accession)
            ? accession
            : throw new FormatException($"'{text}' is no submission accession: expected three letters such as SRA and 6 to 10 digits");

    /// <summary>Writes the accession's characters.</summary>
    public bool TryFormat(Span<char> destination, out int length)
    {
        length = 0;
        int digits = (int)(Packed >> NumberBits) & ((1 << DigitsBits) - 1);
        if (digits > MaxDigits || destination.Length < PrefixLength + digits)
            return false;
        ulong prefix = Packed >> (NumberBits + DigitsBits);
        for (int i = 0; i < PrefixLength; i++)
            destination[i] = (char)((prefix >> (8 * (PrefixLength - 1 - i))) & 0xFF);
        ulong number = Packed & ((1UL << NumberBits) - 1);
        for (int i = PrefixLength + digits - 1; i >= PrefixLength; i--, number /= 10)
            destination[i] = (char)('0' + (number % 10));
        length = PrefixLength + digits;
        return number == 0;
    }

    /// <summary>Writes the accession's ASCII bytes.</summary>
    public bool TryFormat(Span<byte> destination, out int length)
    {
        Span<char> text = stackalloc char[MaxLength];
        return TryFormat(text, out length) && System.Text.Ascii.FromUtf16(text[..length], destination, out length) == System.Buffers.OperationStatus.Done;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        Span<char> text = stackalloc char[MaxLength];
        return TryFormat(text, out int length) ? new string(text[..length]) : $"0x{Packed:x16}";
    }

    /// <summary>A hash by a secret of this process: a source can't be made so that its accessions collide.</summary>
    public override int GetHashCode() => (int)(((Packed ^ s_hashSeed) * 0x9E3779B97F4A7C15) >> 32); // 2^64 / golden ratio

    /// <inheritdoc/>
    public int CompareTo(SubmissionAccession other) => Packed.CompareTo(other.Packed);

    /// <summary>Whether the left accession sorts before the right one.</summary>
    public static bool operator <(SubmissionAccession left, SubmissionAccession right) => left.Packed < right.Packed;

    /// <summary>Whether the left accession sorts after the right one.</summary>
    public static bool operator >(SubmissionAccession left, SubmissionAccession right) => left.Packed > right.Packed;

    /// <summary>Whether the left accession does not sort after the right one.</summary>
    public static bool operator <=(SubmissionAccession left, SubmissionAccession right) => left.Packed <= right.Packed;

    /// <summary>Whether the left accession does not sort before the right one.</summary>
    public static bool operator >=(SubmissionAccession left, SubmissionAccession right) => left.Packed >= right.Packed;
}
