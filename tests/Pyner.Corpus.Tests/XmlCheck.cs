using System.Xml;

namespace Pyner.Corpus.Tests;

/// <summary>Reads a document to its end with <see cref="XmlReader"/>, set as the counting rules say.</summary>
internal static class XmlCheck
{
    /// <summary>The reader's complaint; null where it reads the document to its end.</summary>
    public static string? Fault(ReadOnlyMemory<byte> document)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Parse,
            XmlResolver = null,
            MaxCharactersFromEntities = 10_000_000,
        };
        try
        {
            using var reader = XmlReader.Create(new MemoryStream(document.ToArray()), settings);
            while (reader.Read())
            {
            }
            return null;
        }
        catch (XmlException e)
        {
            return e.Message;
        }
    }
}
