using System.Globalization;
using System.Text;
using Pyner.Xml.Devices;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Gpu.Checks.Differential;

/// <summary>Has a device index documents, as many at once as fit a buffer, and compares each index with the scalar indexer's.</summary>
public static class IndexComparison
{
    private static readonly StructuralIndexer s_scalar = StructuralIndexers.Choose("scalar");

    /// <summary>Compares.</summary>
    /// <param name="device">The device.</param>
    /// <param name="documents">The documents.</param>
    /// <returns>How many there were.</returns>
    /// <exception cref="CheckFailedException">An index differs, or the device failed.</exception>
    public static int Run(IDocumentIndexer device, IEnumerable<TestDocument> documents)
    {
        using IDocumentBuffer buffer = device.CreateBuffer();
        var batch = new List<TestDocument>();
        int compared = 0;
        foreach (TestDocument document in documents)
        {
            if (!TryAdd(buffer, document))
            {
                Compare(device, buffer, batch);
                batch.Clear();
                buffer.Clear();
                if (!TryAdd(buffer, document))
                    throw new CheckFailedException($"{document.Name}: {document.Bytes.Length:N0} bytes do not fit the buffer");
            }
            batch.Add(document);
            compared++;
        }
        Compare(device, buffer, batch);
        return compared;
    }

    private static bool TryAdd(IDocumentBuffer buffer, TestDocument document)
    {
        if (document.Bytes.Length > buffer.Free.Length)
            return false;
        document.Bytes.CopyTo(buffer.Free);
        buffer.Append(document.Bytes.Length);
        buffer.Commit(document.Start, document.State);
        return true;
    }

    private static void Compare(IDocumentIndexer device, IDocumentBuffer buffer, List<TestDocument> batch)
    {
        if (batch.Count == 0)
            return;
        if (!device.IndexAsync(buffer).GetAwaiter().GetResult())
            throw new CheckFailedException($"the device did not index '{batch[0].Name}' and {batch.Count - 1} more: {device.Counters}");
        var expected = new StructuralIndex();
        for (int i = 0; i < batch.Count; i++)
        {
            TestDocument document = batch[i];
            s_scalar.Index(document.Bytes.AsSpan(document.Start), true, document.State, expected);
            DocumentIndex actual = buffer.Index(i);
            uint[] tokens = [.. expected.Tokens.ToArray().Select(token => token + (uint)document.Start)];
            string right = Describe(document.Start + expected.End, expected.State, expected.EndsAtInvalidByte, tokens);
            string found = Describe(actual.End, actual.State, actual.EndsAtInvalidByte, actual.Tokens);
            if (right != found)
                throw new CheckFailedException(Difference(document, right, found));
        }
    }

    private static string Describe(long end, IndexerState state, bool isInvalid, ReadOnlySpan<uint> tokens) => string.Create(
        CultureInfo.InvariantCulture, $"end {end} {state}{(isInvalid ? " invalid" : "")}, {tokens.Length} tokens {string.Join(' ', tokens.ToArray())}");

    private static string Difference(TestDocument document, string right, string found)
    {
        int at = 0;
        while (at < right.Length && at < found.Length && right[at] == found[at])
            at++;
        at = Math.Max(0, at - 40);
        string bytes = document.Bytes.Length <= 400 ? $" on '{Encoding.UTF8.GetString(document.Bytes)}'" : $" ({document.Bytes.Length:N0} bytes)";
        return $"{document.Name}, from {document.State}{bytes}: the scalar indexer has ...{Cut(right, at)}, the device ...{Cut(found, at)}";
    }

    private static string Cut(string text, int at) => text.Length - at > 200 ? $"{text.AsSpan(at, 200)}..." : text[at..];
}
