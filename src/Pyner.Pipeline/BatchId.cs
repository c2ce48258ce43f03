using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pyner.Sra;

namespace Pyner.Pipeline;

/// <summary>
/// Identity of a submission batch: 128 bits of SHA-256 over the job and the batch's ordered inputs. The same batch of the same job has
/// the same id after every restart.
/// </summary>
/// <param name="Value">The id as one number; <see cref="ToString"/> gives its 32 hexadecimal digits.</param>
public readonly record struct BatchId(UInt128 Value)
{
    /// <summary>Length of an id, in bytes.</summary>
    public const int Length = 16;

    /// <summary>Computes a batch's id.</summary>
    /// <param name="job">The job's id.</param>
    /// <param name="ordinal">The batch's position among those of the source, from 0.</param>
    /// <param name="submissions">The submissions of the batch, in the source's order.</param>
    public static BatchId Compute(string job, long ordinal, IEnumerable<SubmissionAccession> submissions)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> word = stackalloc byte[8];
        byte[] name = Encoding.UTF8.GetBytes(job);
        // The length keeps a job's name apart from what follows it.
        BinaryPrimitives.WriteInt64BigEndian(word, name.Length);
        hash.AppendData(word);
        hash.AppendData(name);
        BinaryPrimitives.WriteInt64BigEndian(word, ordinal);
        hash.AppendData(word);
        foreach (SubmissionAccession submission in submissions)
        {
            BinaryPrimitives.WriteUInt64BigEndian(word, submission.Packed);
            hash.AppendData(word);
        }
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(digest);
        return new BatchId(BinaryPrimitives.ReadUInt128BigEndian(digest));
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);
}
