using System.Text;
using System.Text.RegularExpressions;
using Pyner.Xml.Gpu.Automaton;
using Pyner.Xml.Gpu.Checks.Differential;
using Pyner.Xml.Gpu.Kernels;
using Pyner.Xml.Indexing;

namespace Pyner.Xml.Gpu.Tests.Lowering;

/// <summary>What ILGPU makes of the kernels for NVIDIA's GPUs, without one.</summary>
public sealed partial class LoweringTests
{
    public static TheoryData<int, int> Architectures() => [.. LoweredKernel.Architectures];

    [Theory]
    [MemberData(nameof(Architectures))]
    public void Every_kernel_lowers_to_PTX(int major, int minor)
    {
        IReadOnlyList<LoweredKernel> kernels = LoweredKernel.All(major, minor);
        Assert.Equal(7, kernels.Count);
        Assert.All(kernels, kernel =>
        {
            Assert.Contains(".visible .entry", kernel.Ptx, StringComparison.Ordinal);
            // Local memory would mean that a struct or an array did not make it into registers.
            Assert.DoesNotContain(".local", kernel.Ptx, StringComparison.Ordinal);
        });
    }

    [Theory]
    [MemberData(nameof(Architectures))]
    public void No_branch_is_said_to_be_the_same_for_all_threads(int major, int minor) =>
        Assert.All(LoweredKernel.All(major, minor), kernel => Assert.DoesNotMatch(UniformBranch(), kernel.Ptx));

    [Fact]
    public void The_lowered_kernels_find_what_the_scalar_indexer_finds()
    {
        var indexer = new LoweredIndexer();
        TestDocument[] documents =
        [
            .. TestDocuments.OfLengths([0, 64, 32 * 64]).Where((_, number) => number % 4 == 0),
            .. TestDocuments.AtEveryOffset(66).Where((_, number) => number % 61 == 0),
            .. TestDocuments.Mixtures(99, 150, 120),
        ];
        documents = [.. documents.Where(document => document.Start < document.Bytes.Length)];
        foreach (TestDocument[] batch in documents.Chunk(100))
            AssertIndexed(indexer, batch);
    }

    [Fact]
    public void The_lowered_scan_keeps_the_order_of_its_operands()
    {
        var indexer = new LoweredIndexer();
        var random = new Random(17);
        int tile = 32 * ScanKernels.PerThread;
        foreach (int length in new[] { 1, 31, 32, 33, tile - 1, tile, tile + 1, (3 * tile) + 7 })
        {
            ulong[] values = [.. Enumerable.Range(0, length).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue))];
            var expected = new ulong[length];
            ulong before = TransitionVector.Identity;
            for (int i = 0; i < length; i++)
            {
                expected[i] = before;
                before = TransitionVector.Compose(before, values[i]);
            }
            indexer.Scan("Composition", values);
            Assert.Equal(expected, values);
        }
    }

    private static void AssertIndexed(LoweredIndexer indexer, TestDocument[] documents)
    {
        var bytes = new List<byte>(new byte[Chunk.Bytes]);
        var spans = new List<DocumentSpan>();
        foreach (TestDocument document in documents)
        {
            spans.Add(new DocumentSpan
            {
                From = bytes.Count + document.Start,
                To = bytes.Count + document.Bytes.Length,
                Shift = (uint)-bytes.Count,
                State = (int)document.State,
            });
            bytes.AddRange(document.Bytes);
            bytes.AddRange(new byte[Chunk.Bytes + (Chunk.Bytes - (bytes.Count % Chunk.Bytes))]);
        }
        (uint[] tokens, DocumentResult[] results) = indexer.Index([.. bytes], [.. spans], 500);
        for (int i = 0; i < documents.Length; i++)
        {
            var expected = new StructuralIndex();
            TestDocument document = documents[i];
            StructuralIndexers.Choose("scalar").Index(document.Bytes.AsSpan(document.Start), true, document.State, expected);
            int end = i + 1 < results.Length ? results[i + 1].FirstToken : tokens.Length;
            string text = $"{document.Name} from {document.State}: {Encoding.UTF8.GetString(document.Bytes)}";
            Assert.True(
                expected.Tokens.ToArray().Select(token => token + (uint)document.Start).SequenceEqual(tokens[results[i].FirstToken..end]), text);
            Assert.Equal((expected.State, text), (MarkupState.ToIndexerState(results[i].State), text));
            Assert.Equal(
                (expected.EndsAtInvalidByte ? expected.End + spans[i].From : DocumentResult.None, text), (results[i].InvalidAt, text));
        }
    }

    [GeneratedRegex(@"@!?%p\d+\s+bra\.uni|brx\.idx\.uni|ret\.uni")]
    private static partial Regex UniformBranch();
}
