using Microsoft.AspNetCore.Connections;

namespace Pyner.Gateway.Access;

/// <summary>Takes so many connections at a time, and closes at once what comes beyond.</summary>
internal sealed class ConnectionLimit(int most)
{
    private int _open;

    /// <summary>Passes a connection on, as long as there are not too many.</summary>
    public async Task PassAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        try
        {
            if (Interlocked.Increment(ref _open) > most)
                connection.Abort();
            else
                await next(connection);
        }
        finally
        {
            Interlocked.Decrement(ref _open);
        }
    }
}
