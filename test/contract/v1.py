"""The older Python SDK (aliyun-python-sdk-core), which signs with HMAC-SHA1, against the simulator."""

import json
import sys

from aliyunsdkcore.acs_exception.exceptions import ServerException
from aliyunsdkcore.client import AcsClient
from aliyunsdkcore.request import RpcRequest

document = json.load(sys.stdin)
account = document['accounts'][0]
host = document['endpoint'].replace('http://', '')


def ask(secret, version, action, **parameters):
    client = AcsClient(account['accessKeyId'], secret, document['region'])
    request = RpcRequest('Any', version, action)
    request.set_endpoint(host)
    request.set_protocol_type('http')
    request.set_method('POST')
    request.add_query_param('RegionId', document['region'])
    for name, value in parameters.items():
        request.add_query_param(name, value)
    return json.loads(client.do_action_with_exception(request))


secret = account['accessKeySecret']
assert ask(secret, '2015-04-01', 'GetCallerIdentity')['AccountId'] == account['uid']
made = ask(secret, '2020-04-15', 'CreateVpcEndpointService', **{'Tag.1.Key': 'a b', 'Tag.1.Value': "d'été (中)*!~"})
listed = ask(secret, '2020-04-15', 'ListVpcEndpointServices', ServiceId=made['ServiceId'])
assert listed['Services'][0]['Tags'] == [{'Key': 'a b', 'Value': "d'été (中)*!~"}], listed
try:
    ask('wrong', '2015-04-01', 'GetCallerIdentity')
    raise AssertionError('a wrong secret was taken')
except ServerException as error:
    # The SDK finds its own string to sign in the message, and says what that means.
    assert error.get_error_code() == 'InvalidAccessKeySecret', error
try:
    ask(secret, '2020-04-15', 'GetVpcEndpointAttribute', EndpointId='ep-none')
    raise AssertionError('an endpoint that is not there was shown')
except ServerException as error:
    assert (error.get_http_status(), error.get_error_code()) == (400, 'EndpointNotFound'), error
print('the story is over')
