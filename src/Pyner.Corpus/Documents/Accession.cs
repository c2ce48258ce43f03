namespace Pyner.Corpus.Documents;

/// <summary>A record's accession, such as <c>SRX000123</c>.</summary>
/// <param name="Archive">The archive's letter.</param>
/// <param name="Record">The record's letter: P, S, X, R or Z.</param>
/// <param name="Number">Its number, written with six digits at least.</param>
internal readonly record struct Accession(byte Archive, byte Record, long Number)
{
    public void WriteTo(XmlBuffer buffer, bool withoutArchive = false)
    {
        if (!withoutArchive)
            buffer.Raw(Archive);
        buffer.Raw((byte)'R');
        buffer.Raw(Record);
        buffer.Number(Number, 6);
    }
}
