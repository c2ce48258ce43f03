namespace Pyner.Corpus;

/// <summary>The three archives whose submissions the dump holds; each writes its XML in its own way.</summary>
internal enum CorpusArchive : byte
{
    /// <summary>SRA: two-space indents, identifiers, references by accession.</summary>
    Ncbi,

    /// <summary>ERA: as the SRA writes it, accession first, dates in the attributes.</summary>
    Ena,

    /// <summary>DRA: four-space indents, <c>standalone="yes"</c>, few identifiers.</summary>
    Ddbj,
}
