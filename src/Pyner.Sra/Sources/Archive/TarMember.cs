using System.Runtime.InteropServices;

namespace Pyner.Sra.Sources.Archive;

/// <summary>
/// Where one submission file lies in a tar. 16 bytes, because an archive has tens of millions of them: the first word is
/// accession (43 bits) | place in the order of reading (3) | upper part of size and distance (18), the second
/// block at which the content starts (38) | lower part (26). Size and distance together are size (39 bits) | blocks from the first header to the content (5).
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct TarMember : IComparable<TarMember>
{
    /// <summary>The largest file that fits.</summary>
    public const long MaxSize = (1L << SizeBits) - 1;

    /// <summary>The largest offset that fits.</summary>
    public const long MaxOffset = ((1L << BlockBits) - 1) * TarBlock.Size;

    private const int NumberBits = 34;
    private const int DigitsBits = 4;
    private const int OrderBits = 3;
    private const int UpperBits = 18;
    private const int LowerBits = 26;
    private const int BlockBits = 64 - LowerBits;
    private const int DistanceBits = 5;
    private const int SizeBits = UpperBits + LowerBits - DistanceBits;

    // How SubmissionAccession packs: archive's letter at the top, then "RA", digits and number.
    private const int PackedLetterShift = 56;
    private const int PackedDigitsShift = 36;
    private const ulong PackedMiddle = ((ulong)'R' << 48) | ((ulong)'A' << 40);

    private readonly ulong _first;
    private readonly ulong _second;

    /// <summary>Packs a member.</summary>
    /// <param name="accession">The submission.</param>
    /// <param name="kind">The kind of file.</param>
    /// <param name="offset">Where the content starts, in bytes; a multiple of a block.</param>
    /// <param name="size">Bytes of content.</param>
    /// <param name="header">Where the member's first header starts; it may be one that extends the actual one.</param>
    public TarMember(SubmissionAccession accession, SubmissionFileKind kind, long offset, long size, long header)
    {
        ulong letter = (accession.Packed >> PackedLetterShift) - 'A';
        ulong digits = (accession.Packed >> PackedDigitsShift) & ((1UL << DigitsBits) - 1);
        ulong number = accession.Packed & ((1UL << NumberBits) - 1);
        long distance = (offset - header) / TarBlock.Size;
        // Farther than fits: the name is then taken from the last header, shortened as it stands there.
        ulong rest = ((ulong)size << DistanceBits) | (ulong)(distance < 1 << DistanceBits ? distance : 1);
        _first = (((((letter << DigitsBits) | digits) << NumberBits) | number) << (OrderBits + UpperBits))
            | ((ulong)Array.IndexOf(ReadingOrder.Kinds, kind) << UpperBits)
            | (rest >> LowerBits);
        _second = ((ulong)(offset / TarBlock.Size) << LowerBits) | (rest & ((1UL << LowerBits) - 1));
    }

    /// <summary>The submission.</summary>
    public SubmissionAccession Accession
    {
        get
        {
            ulong accession = _first >> (OrderBits + UpperBits);
            ulong letter = (accession >> (NumberBits + DigitsBits)) + 'A';
            ulong digits = (accession >> NumberBits) & ((1UL << DigitsBits) - 1);
            return SubmissionAccession.FromPacked(
                (letter << PackedLetterShift) | PackedMiddle | (digits << PackedDigitsShift) | (accession & ((1UL << NumberBits) - 1)));
        }
    }

    /// <summary>The submission as a number of its own, cheaper to compare.</summary>
    public ulong AccessionWord => _first >> (OrderBits + UpperBits);

    /// <summary>The kind of file.</summary>
    public SubmissionFileKind Kind => ReadingOrder.Kinds[(int)(_first >> UpperBits) & ((1 << OrderBits) - 1)];

    /// <summary>Where the content starts, in bytes.</summary>
    public long Offset => (long)(_second >> LowerBits) * TarBlock.Size;

    /// <summary>Bytes of content.</summary>
    public long Size => (long)(Rest >> DistanceBits);

    /// <summary>Where the member's first header starts, in bytes.</summary>
    public long HeaderOffset => Offset - ((long)(Rest & ((1UL << DistanceBits) - 1)) * TarBlock.Size);

    private ulong Rest => ((_first & ((1UL << UpperBits) - 1)) << LowerBits) | (_second & ((1UL << LowerBits) - 1));

    /// <summary>Orders by accession, then as the files of a submission are read, then as they lie in the archive.</summary>
    public int CompareTo(TarMember other)
    {
        int order = (_first >> UpperBits).CompareTo(other._first >> UpperBits);
        return order != 0 ? order : (_second >> LowerBits).CompareTo(other._second >> LowerBits);
    }
}
