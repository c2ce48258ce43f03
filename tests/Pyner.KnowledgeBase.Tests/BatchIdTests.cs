using System.Buffers.Binary;
using System.Security.Cryptography;
using Pyner.Sra;
using Xunit;

namespace Pyner.KnowledgeBase.Tests;

public sealed class BatchIdTests
{
    private static readonly SubmissionAccession[] _submissions = [.. Enumerable.Range(1, 3).Select(i => SubmissionAccession.Parse($"SRA{i:d6}"))];

    [Fact]
    public void An_id_is_the_first_16_bytes_of_SHA256_over_its_inputs()
    {
        byte[] input = new byte[8 + 3 + 8 + (3 * 8)];
        BinaryPrimitives.WriteInt64BigEndian(input, 3);
        "job"u8.CopyTo(input.AsSpan(8));
        BinaryPrimitives.WriteInt64BigEndian(input.AsSpan(11), 42);
        for (int i = 0; i < _submissions.Length; i++)
            BinaryPrimitives.WriteUInt64BigEndian(input.AsSpan(19 + (8 * i)), _submissions[i].Packed);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(input))[..32], BatchId.Compute("job", 42, _submissions).ToString());
    }

    [Fact]
    public void Each_input_and_their_order_make_another_id()
    {
        BatchId[] ids =
        [
            BatchId.Compute("job", 0, _submissions),
            BatchId.Compute("job2", 0, _submissions),
            BatchId.Compute("job", 1, _submissions),
            BatchId.Compute("job", 0, _submissions.Reverse()),
            BatchId.Compute("job", 0, _submissions[..2]),
            BatchId.Compute("job", 0, []),
            BatchId.Compute("", 0, []),
        ];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void An_id_comes_back_from_its_text_and_its_bytes_and_sorts_as_they_do()
    {
        BatchId[] ids = [.. Enumerable.Range(0, 100).Select(i => BatchId.Compute("job", i, []))];
        Assert.All(ids, id => Assert.Equal(id, BatchId.Parse(id.ToString())));
        Assert.All(ids, id => Assert.Equal(id, BatchId.FromBytes(id.ToBytes())));
        Assert.Equal(ids.OrderBy(id => id.ToString(), StringComparer.Ordinal), ids.Order());
    }

    [Theory]
    [InlineData("")]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789abcdef0123456789abcdeg")]
    [InlineData(" 123456789abcdef0123456789abcdef")]
    public void Other_text_is_refused(string text) => Assert.Throws<FormatException>(() => BatchId.Parse(text));
}
