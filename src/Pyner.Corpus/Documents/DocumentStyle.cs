using Pyner.Corpus.Randomness;

namespace Pyner.Corpus.Documents;

/// <summary>How a document is written, apart from what it says.</summary>
internal sealed record DocumentStyle
{
    public required CorpusArchive Archive { get; init; }

    public CorpusEncoding Encoding { get; private init; }

    /// <summary>Whether lines end with CR LF.</summary>
    public bool CarriageReturns { get; private init; }

    /// <summary>Whether the whole document is one line without indents.</summary>
    public bool SingleLine { get; private init; }

    public bool HasDeclaration { get; private init; } = true;

    /// <summary>Whether a document type with entities of its own comes first.</summary>
    public bool HasDoctype { get; private init; }

    /// <summary>Whether attributes are in apostrophes.</summary>
    public bool Apostrophes { get; private init; }

    /// <summary>Whether rare spellings of values occur at a high rate.</summary>
    public bool IsOdd { get; private init; }

    /// <summary>Chance in a million that a value is spelled in a rare way.</summary>
    public int OddValues { get; private init; }

    /// <summary>Whether values can be put into CDATA without harm: in an encoding that lacks characters they can't.</summary>
    public bool IsUnicode => Encoding is not (CorpusEncoding.Latin1 or CorpusEncoding.Ascii);

    public int Indent => Archive == CorpusArchive.Ddbj ? 4 : 2;

    /// <summary>Draws a style. A document that is going to be broken gets none of what would hide or move the fault.</summary>
    public static DocumentStyle Draw(CorpusRandom random, CorpusOptions options, CorpusArchive archive, bool broken, bool small)
    {
        var plain = new DocumentStyle { Archive = archive };
        if (broken)
            return plain with { CarriageReturns = random.Chance(50_000) };
        bool odd = random.Chance(options.Odd(12_000));
        bool doctype = random.Chance(options.Odd(300));
        CorpusEncoding encoding = CorpusEncoding.Utf8;
        if (random.Chance(options.Odd(4_000)))
            encoding = CorpusEncoding.Utf8WithMark;
        else if (small && random.Chance(options.Odd(800)))
            encoding = random.Pick([CorpusEncoding.Utf16LittleEndian, CorpusEncoding.Utf16BigEndian, CorpusEncoding.Latin1, CorpusEncoding.Ascii]);
        return plain with
        {
            IsOdd = odd,
            OddValues = odd ? 120_000 : options.Odd(20),
            Encoding = encoding,
            HasDoctype = doctype,
            CarriageReturns = random.Chance(options.Odd(5_000)),
            SingleLine = random.Chance(options.Odd(3_000)),
            Apostrophes = random.Chance(options.Odd(2_000)),
            HasDeclaration = encoding is CorpusEncoding.Latin1 or CorpusEncoding.Ascii || !random.Chance(options.Odd(3_000)),
        };
    }
}
