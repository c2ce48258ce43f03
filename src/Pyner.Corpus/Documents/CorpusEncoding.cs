namespace Pyner.Corpus.Documents;

/// <summary>How a document's characters become bytes.</summary>
internal enum CorpusEncoding : byte
{
    Utf8,
    Utf8WithMark,
    Utf16LittleEndian,
    Utf16BigEndian,
    Latin1,
    Ascii,
}
