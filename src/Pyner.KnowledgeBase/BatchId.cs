using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Pyner.Sra;

namespace Pyner.KnowledgeBase;

/// <summary>
/// Identity of a submission batch: 128 bits of SHA-256 over the job and the batch's ordered inputs. The same batch of the same job has
/// the same id after every restart, so that its partial can be taken once.
/// </summary>
/// <param name="Value">The id as one number; <see cref="ToString"/> gives its 32 hexadecimal digits.</param>
public readonly record struct BatchId(UInt128 Value) : IComparable<BatchId>
{
    /// <summary>Length of an id, in bytes.</summary>
    public const int Length = 16;

    /// <summary>Computes a batch's id.</summary>
    /// <param name="job">Identity of the job (what it reads, with which options that matter).</param>
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
        return FromBytes(digest[..Length]);
    }

    /// <summary>Restores an id from the bytes that <see cref="ToBytes"/> gives.</summary>
    /// <exception cref="ArgumentException">They are not 16 bytes.</exception>
    public static BatchId FromBytes(ReadOnlySpan<byte> bytes) => bytes.Length == Length
        ? new(BinaryPrimitives.ReadUInt128BigEndian(bytes))
        : throw new ArgumentException($"a batch id has {Length} bytes, not {bytes.Length}", nameof(bytes));

    /// <summary>Restores an id from its 32 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is no batch id.</exception>
    public static BatchId Parse(string text) =>
        text.Length == 2 * Length && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out UInt128 value)
            ? new(value)
            : throw new FormatException($"'{text}' is no batch id: expected {2 * Length} hexadecimal digits");

    /// <summary>The id's 16 bytes, most significant first, so that they sort as the ids do.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Length];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Value);
        return bytes;
    }

    /// <inheritdoc/>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public int CompareTo(BatchId other) => Value.CompareTo(other.Value);

    /// <summary>Whether the left id sorts before the right one.</summary>
    public static bool operator <(BatchId left, BatchId right) => left.Value < right.Value;

    /// <summary>Whether the left id sorts after the right one.</summary>
    public static bool operator >(BatchId left, BatchId right) => left.Value > right.Value;

    /// <summary>Whether the left id does not sort after the right one.</summary>
    public static bool operator <=(BatchId left, BatchId right) => left.Value <= right.Value;

    /// <summary>Whether the left id does not sort before the right one.</summary>
    public static bool operator >=(BatchId left, BatchId right) => left.Value >= right.Value;
}
