using System.Text;
using Pyner.Xml.Devices;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Gpu.Devices;

/// <summary>
/// Has a device index documents and compares with the scalar indexer. A device whose compiler or driver is at fault gives wrong positions, not errors.
/// </summary>
internal static class DeviceSelfTest
{
    private static readonly string[] s_pieces =
    [
        "<SAMPLE accession=\"ERS1\" alias='a'>\n  <TAG>strain &amp; line</TAG>\n", "<!-- <TAG> ]]> ?> -->", "<![CDATA[ <TAG> --> ]] ?> ]]>",
        "<?x <TAG> --> ]]> ? ?>", "<?>?>", "<!---->", "<!--->-->", "<![CDATA[]]>", "é 文 🧬 ", "]]>", "]] >", "</SAMPLE>\r\n", "x",
    ];

    /// <summary>Runs it.</summary>
    /// <param name="indexer">The device.</param>
    /// <param name="bytes">Bytes of documents, at least.</param>
    /// <returns>What is wrong with the device; null where nothing is.</returns>
    public static string? Run(DeviceIndexer indexer, int bytes)
    {
        using IDocumentBuffer batch = indexer.CreateBuffer();
        var documents = new List<byte[]>();
        for (int number = 0, total = 0; total < bytes; number++)
        {
            byte[] document = Document(number);
            // What is left once the buffer is full would only be tested a second time.
            if (document.Length + (2 * DocumentBuffer.Gap) > batch.Free.Length)
                break;
            document.CopyTo(batch.Free);
            batch.Append(document.Length);
            batch.Commit(0);
            documents.Add(document);
            total += document.Length;
        }
        if (!indexer.IndexAsync(batch).GetAwaiter().GetResult())
            return indexer.Counters.FirstFailure ?? "it has too little memory";
        var expected = new StructuralIndex();
        for (int i = 0; i < documents.Count; i++)
        {
            StructuralIndexers.Choose("scalar").Index(documents[i], true, IndexerState.Content, expected);
            DocumentIndex actual = batch.Index(i);
            if (!actual.Tokens.SequenceEqual(expected.Tokens) || actual.End != expected.End || actual.State != expected.State
                || actual.EndsAtInvalidByte != expected.EndsAtInvalidByte)
            {
                return "it gives wrong indices (its driver, or what ILGPU makes for it, is at fault)";
            }
        }
        return null;
    }

    private static byte[] Document(int number)
    {
        var random = new Random(number);
        var text = new StringBuilder();
        int length = 1 << random.Next(14);
        while (text.Length < length)
            text.Append(s_pieces[random.Next(s_pieces.Length)]);
        byte[] document = Encoding.UTF8.GetBytes(text.ToString());
        if (number % 16 == 15)
            document[random.Next(document.Length)] = 0xC0;
        return document;
    }
}
