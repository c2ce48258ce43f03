using System.Buffers.Binary;
using System.Security.Cryptography;
using Pyner.Sra;
using Xunit;

namespace Pyner.Pipeline.Tests;

public sealed class BatchIdTests
{
    private static readonly SubmissionAccession[] s_submissions = [.. Enumerable.Range(1, 3).Select(i => SubmissionAccession.Parse($"SRA{i:d6}"))];

    [Fact]
    public void An_id_is_the_first_16_bytes_of_SHA256_over_its_inputs()
    {
        byte[] input = new byte[8 + 3 + 8 + (3 * 8)];
        BinaryPrimitives.WriteInt64BigEndian(input, 3);
        "job"u8.CopyTo(input.AsSpan(8));
        BinaryPrimitives.WriteInt64BigEndian(input.AsSpan(11), 42);
        for (int i = 0; i < s_submissions.Length; i++)
            BinaryPrimitives.WriteUInt64BigEndian(input.AsSpan(19 + (8 * i)), s_submissions[i].Packed);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(input))[..32], BatchId.Compute("job", 42, s_submissions).ToString());
    }

    [Fact]
    public void Each_input_and_their_order_make_another_id()
    {
        BatchId[] ids =
        [
            BatchId.Compute("job", 0, s_submissions),
            BatchId.Compute("job2", 0, s_submissions),
            BatchId.Compute("job", 1, s_submissions),
            BatchId.Compute("job", 0, s_submissions.Reverse()),
            BatchId.Compute("job", 0, s_submissions[..2]),
            BatchId.Compute("job", 0, []),
            BatchId.Compute("", 0, []),
        ];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }
}
