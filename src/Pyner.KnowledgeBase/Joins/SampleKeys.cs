namespace Pyner.KnowledgeBase.Joins;

/// <summary>
/// Sample accessions as one word each. One of the usual form (three capital letters and 1 to 12 digits, such as <c>SRS000001</c>) is
/// packed into the word; any other text is kept once, and the word is its number with the top bit set.
/// </summary>
internal sealed class SampleKeys
{
    private const ulong Kept = 1UL << 63;
    private const int Letters = 3;
    private const int MaxDigits = 12;
    private const int NumberBits = 40;
    private const int DigitsBits = 4;

    private readonly Dictionary<string, ulong> _keys = new(StringComparer.Ordinal);
    private readonly List<string> _texts = [];

    /// <summary>Whether the key is a packed accession, the same in every instance.</summary>
    public static bool IsPacked(ulong key) => (key & Kept) == 0;

    /// <summary>The accession's key in this instance.</summary>
    public ulong Key(string accession)
    {
        if (TryPack(accession, out ulong key) || _keys.TryGetValue(accession, out key))
            return key;
        key = Kept | (uint)_texts.Count;
        _keys.Add(ValueTally.CheckedName(accession), key);
        _texts.Add(accession);
        return key;
    }

    /// <inheritdoc cref="Key(string)"/>
    public ulong Key(ReadOnlySpan<byte> accession) =>
        TryPack(accession, out ulong key) ? key : Key(System.Text.Encoding.UTF8.GetString(accession));

    /// <summary>Forgets the accessions that are not packed.</summary>
    public void Clear()
    {
        if (_texts.Count == 0)
            return;
        _keys.Clear();
        _texts.Clear();
        _keys.TrimExcess();
        _texts.TrimExcess();
    }

    /// <summary>The text of a key that is not packed.</summary>
    public string Text(ulong key) => _texts[(int)(key & ~Kept)];

    /// <summary>The key in this instance of a key of another one.</summary>
    public ulong Adopt(ulong key, SampleKeys other) => IsPacked(key) ? key : Key(other.Text(key));

    /// <summary>Packs an accession of the usual form. No packed key is 0.</summary>
    public static bool TryPack(ReadOnlySpan<char> accession, out ulong key)
    {
        key = 0;
        if (accession.Length > Letters + MaxDigits)
            return false;
        Span<byte> ascii = stackalloc byte[Letters + MaxDigits];
        return System.Text.Ascii.FromUtf16(accession, ascii, out int length) == System.Buffers.OperationStatus.Done
            && TryPack(ascii[..length], out key);
    }

    /// <inheritdoc cref="TryPack(ReadOnlySpan{char}, out ulong)"/>
    public static bool TryPack(ReadOnlySpan<byte> accession, out ulong key)
    {
        key = 0;
        int digits = accession.Length - Letters;
        if (digits is < 1 or > MaxDigits)
            return false;
        ulong letters = 0;
        foreach (byte letter in accession[..Letters])
        {
            if (letter is < (byte)'A' or > (byte)'Z')
                return false;
            letters = (letters * 26) + (ulong)(letter - 'A');
        }
        ulong number = 0;
        foreach (byte digit in accession[Letters..])
        {
            if (digit is < (byte)'0' or > (byte)'9')
                return false;
            number = (number * 10) + (ulong)(digit - '0');
        }
        key = (((letters << DigitsBits) | (uint)digits) << NumberBits) | number;
        return true;
    }

    /// <summary>Whether a word is one that <see cref="TryPack(ReadOnlySpan{byte}, out ulong)"/> gives.</summary>
    public static bool IsValidPacked(ulong key)
    {
        ulong letters = key >> (NumberBits + DigitsBits);
        int digits = (int)(key >> NumberBits) & ((1 << DigitsBits) - 1);
        if (letters >= 26 * 26 * 26 || digits is < 1 or > MaxDigits)
            return false;
        ulong limit = 1;
        for (int i = 0; i < digits; i++)
            limit *= 10;
        return (key & ((1UL << NumberBits) - 1)) < limit;
    }
}
